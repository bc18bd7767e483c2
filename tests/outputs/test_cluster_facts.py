"""What is said about a cluster."""

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.cluster_facts import by_sha, describe_clusters, natural_key


def test_a_cluster_across_an_sha_border_belongs_to_the_sha_of_most_of_its_residents(
    england: Geography, plan: Plan
):
    facts = {f.id: f for f in describe_clusters(plan, england)}
    across = facts[plan.cluster_of["5ET"]]
    assert across.shas == ("Yorkshire and the Humber", "East Midlands")
    assert across.sha == "Yorkshire and the Humber"


def test_residents_of_the_clusters_add_up_to_all_residents(england: Geography, plan: Plan):
    clusters = describe_clusters(plan, england)
    assert sum(c.residents for c in clusters) == england.total_residents
    assert sum(len(members) for members in by_sha(clusters).values()) == 50


def test_cluster_ids_sort_as_people_count():
    ids = ["cluster 10", "cluster 2", "cluster", "2", "10", "b"]
    assert sorted(ids, key=natural_key) == ["2", "10", "b", "cluster", "cluster 2", "cluster 10"]
