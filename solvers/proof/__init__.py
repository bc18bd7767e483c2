"""Checks a finished run anew, from its folder and the raw inputs, in exact arithmetic.

Nothing of the engine is used, nor any numerical or solver library: only the standard library, and
PyYAML to read YAML. The chain of the proof, one module each:

    run_folder   what the run says of itself, and that its inputs are the same bytes
    facts        the geography's tables, read anew
    rulebook     what the rules mean (`rules` holds one function a rule, `figures` one a figure)
    measures     what the objectives mean, as rational numbers (`terms` what they are sums of)
    listing      every lawful cluster, listed anew
    pricing      what the certificate's prices prove of every number of clusters
    covering     the exhaustive search of the candidates that the prices leave
    combining    which SHA gets how many clusters
    statements   what the record states, held against what was found
    proving      all of it, one after the other
"""
