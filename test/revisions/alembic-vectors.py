"""Random graphs of revisions, and what the real Alembic makes of targets on them. Writes alembic-vectors.jsonl beside itself.

pip install alembic==1.19.1 && PYTHONHASHSEED=0 python alembic-vectors.py [graphs] [seed]
"""

import json
import random
import sys
import warnings
from pathlib import Path

from alembic.script.revision import Revision, RevisionMap

warnings.simplefilter("ignore")
LABELS = ["billing", "stock", "mail"]


def graph(rng):
    size = rng.choice([1, 2, 3, 4, 5, 6, 7, 8, 10, 12])
    revisions = []
    style = rng.random()
    for i in range(size):
        # beginnings are shared now and then
        name = rng.choice(["ab12", "ab1c", f"{rng.randrange(16**4):04x}", f"{rng.randrange(16**4):04x}"])
        name += f"{i:x}{rng.randrange(16):x}"
        earlier = [r["id"] for r in revisions]
        parents = []
        if earlier and rng.random() > (0.05 if style < 0.4 else 0.25):
            linear = style < 0.4 or rng.random() < 0.5
            parents = [earlier[-1] if linear else rng.choice(earlier)]
            if len(earlier) > 2 and rng.random() < 0.2:
                other = rng.choice(earlier)
                if other not in parents:
                    parents.append(other)
        depends = []
        if earlier and rng.random() < 0.25 and style > 0.2:
            other = rng.choice(earlier)
            if other not in parents:
                depends = [other]
        labels = []
        if rng.random() < 0.25:
            free = [label for label in LABELS if all(label not in r["labels"] for r in revisions)]
            labels = free[:1]
        labelled = [label for r in revisions for label in r["labels"]]
        if labelled and rng.random() < 0.1:
            label = rng.choice(labelled)
            owner = next(r["id"] for r in revisions if label in r["labels"])
            if owner not in parents and owner not in depends:
                depends.append(label)
        revisions.append({"id": name, "parents": parents, "dependsOn": depends, "labels": labels})
    if len({r["id"] for r in revisions}) < size:
        return graph(rng)
    return revisions


def compact(revision):
    return {key: value for key, value in revision.items() if value}


def built(revisions):
    def made():
        for r in revisions:
            yield Revision(r["id"], tuple(r["parents"]) or None, tuple(r["dependsOn"]) or None, tuple(r["labels"]) or None)

    revision_map = RevisionMap(made)
    revision_map._revision_map
    return revision_map


def reach(revision_map, ids):
    return {r.revision for r in revision_map._get_ancestor_nodes(revision_map.get_revisions(tuple(ids)))}


def current_of(rng, revision_map, ids):
    some = rng.sample(ids, min(len(ids), rng.choice([0, 1, 1, 1, 2, 3])))
    active = reach(revision_map, some)
    return [i for i in ids if i in active and not (set(revision_map._revision_map[i]._all_nextrev) & active)]


def symbol(rng, ids, labels):
    one = rng.choice(ids)
    n = rng.choice([1, 1, 2, 3])
    branch = rng.choice(labels + [one] + (["nosuch"] if rng.random() < 0.1 else []))
    return rng.choice(
        [
            "head", "heads", "base", one, one, one[: rng.randrange(1, 6)], branch, f"{branch}@head", f"{branch}@heads",
            f"{branch}@base", f"+{n}", f"+{n}", f"-{n}", f"-{n}", f"{one}+{n}", f"{one}-{n}", f"{branch}@+{n}", f"{branch}@+{n}",
            f"{branch}@-{n}", f"{branch}@-{n}", f"{branch}@head-{n}", f"{branch}@{rng.choice(ids)}", f"head-{n}", f"base+{n}",
            f"{branch}@{rng.choice(ids)}+{n}", f"{branch}@{rng.choice(ids)}-{n}", "nosuch",
        ]
    )


def answer(call):
    try:
        return {"result": sorted({r.revision for r in call()})}
    except Exception as error:
        return {"error": type(error).__name__}


def ask(rng, revision_map, ids, labels):
    current = current_of(rng, revision_map, ids)
    kind = rng.choice(["up", "up", "up", "down", "down", "down", "resolve", "range"])
    target = symbol(rng, ids, labels)
    if kind == "up":
        said = answer(lambda: revision_map.iterate_revisions(target, tuple(current), implicit_base=True))
    elif kind == "down":
        said = answer(lambda: revision_map.iterate_revisions(tuple(current), target, select_for_downgrade=True))
    elif kind == "range":
        ends = [rng.choice(ids), rng.choice(ids), "heads", "base", target if "-" not in target and "+" not in target else "heads"]
        lower, upper = rng.choice(ends), rng.choice(ends)
        target = f"{lower}:{upper}"
        said = answer(lambda: revision_map.iterate_revisions(upper, lower, inclusive=True, assert_relative_length=False))
    else:
        if "+" in target or "-" in target:
            target = rng.choice(ids)
        said = answer(lambda: revision_map.get_revisions(target))
    return [kind, target, current, said["result"] if "result" in said else said["error"]]


def main():
    count, seed = int((sys.argv + ["300"])[1]), int((sys.argv + ["", "1"])[2])
    rng = random.Random(seed)
    out = sys.stdout if "-" in sys.argv else open(Path(__file__).with_name("alembic-vectors.jsonl"), "w")
    for _ in range(count):
        revisions = graph(rng)
        ids = [r["id"] for r in revisions]
        labels = [label for r in revisions for label in r["labels"]]
        try:
            revision_map = built(revisions)
        except Exception as error:
            said = {"revisions": [compact(r) for r in revisions], "error": type(error).__name__}
            print(json.dumps(said, separators=(",", ":")), file=out)
            continue
        node = revision_map._revision_map
        line = {
            "revisions": [compact(r) for r in revisions],
            "heads": sorted(revision_map.heads),
            "realHeads": sorted(revision_map._real_heads),
            "bases": sorted(revision_map.bases),
            "normalised": {i: sorted(node[i]._normalized_resolved_dependencies) for i in ids if node[i].dependencies},
            "labels": {i: sorted(node[i].branch_labels) for i in ids if node[i].branch_labels},
            "asked": [ask(rng, revision_map, ids, labels) for _ in range(10)],
        }
        print(json.dumps(line, separators=(",", ":")), file=out)


main()
