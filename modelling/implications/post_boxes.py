"""What a person has to confirm about appointments and the people whom they touch (19 to 36)."""

POST_BOXES = (
    (
        "Where appointments are substantive already, the SHA and the NHS Chief Executive have "
        "agreed whether they are revisited",
        "paragraph 20",
    ),
    (
        "The SHA has said how posts are pooled, and consulted PCTs and the Regional Social "
        "Partnership Forum on it",
        "paragraphs 19, 21 and 34",
    ),
    (
        "PCTs, as employers, have consulted the staff affected and their trade unions before the "
        "appointments begin",
        "paragraph 22",
    ),
    (
        "Chief executives and directors seconded out of their posts have been told that they may "
        "apply at the first stage",
        "paragraphs 24 and 28",
    ),
    (
        "Panels are made up as the NHS Chief Executive's letter of 18 October 2006 has it",
        "Gateway 7246; paragraph 25 for chief executives, 29 for directors: a PCT chair, the "
        "cluster's chief executive, the SHA's director and another assessor",
    ),
    (
        "Appointments of chief executives and of directors of finance have national oversight",
        "paragraphs 26 and 29",
    ),
    ("Joint posts with local authorities are provided for", "paragraph 31"),
    (
        "The structure below the executive team, which is decided locally, spares long "
        "reorganisation and keeps within running costs until April 2013",
        "paragraph 32",
    ),
    ("Directors stay in the employment of their present organisation", "paragraph 33"),
    (
        "Staff at risk have been told, and alternative work looked for, with legal advice on each "
        "case",
        "paragraphs 30, 34 and 36",
    ),
)
"""Each a label and a hint, in our own words."""
