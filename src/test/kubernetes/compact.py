#!/usr/bin/env python3
"""Makes the schemas beside it, as README.md says: compact.py <out> <swagger.json> <zz_generated.openapi.go> <crd.yaml>...

Of Kubernetes' document the kinds that k8s/ renders, and what they reach; with the values of enums, which stand in the Go file
alone. Of the operators' CRDs all. What says nothing of validity is left out, and what comes twice stands once.
"""
import json
import re
import sys
from collections import Counter

import yaml

KINDS = {"Namespace", "Service", "ServiceAccount", "ConfigMap", "Deployment", "HorizontalPodAutoscaler", "PodDisruptionBudget",
         "NetworkPolicy", "Ingress"}
KEPT = {"type", "properties", "required", "items", "additionalProperties", "enum", "$ref", "pattern", "minimum", "maximum",
        "minLength", "maxLength", "minItems", "maxItems", "anyOf", "oneOf", "allOf", "not", "x-kubernetes-int-or-string",
        "x-kubernetes-preserve-unknown-fields"}
# As CRDs say it; Kubernetes' own document only says "string".
INT_OR_STRING = {"x-kubernetes-int-or-string": True}
QUANTITY = {"x-kubernetes-int-or-string": True,
            "pattern": r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$"}
META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"


def enums(go):
    """(definition, property) to its values."""
    found, definition, prop = {}, "", ""
    for line in go:
        if match := re.match(r"func schema_(\w+)\(", line):
            definition = match[1].replace("k8sio_api_", "io.k8s.api.", 1).replace("_", ".")
        elif match := re.match(r'\t+"(\w+)": \{$', line):
            prop = match[1]
        elif match := re.search(r"Enum: +\[\]interface\{\}\{(.*)\}", line):
            found[definition, prop] = re.findall(r'[`"](.*?)[`"](?:,|$)', match[1])
    return found


def compact(schema, name=False):
    """Without what says nothing of validity; name: whether the keys are names of properties."""
    if isinstance(schema, list):
        return [compact(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: compact(value, key == "properties" and not name) for key, value in schema.items() if name or key in KEPT}
    if not name and kept.get("x-kubernetes-int-or-string"):
        kept.pop("anyOf", None)
        kept.pop("type", None)
    return kept


def reached(schema, definitions, into):
    text = json.dumps(schema)
    for name in re.findall(r'"#/definitions/(.*?)"', text):
        if name not in into:
            into[name] = definitions[name]
            reached(definitions[name], definitions, into)


def kubernetes(swagger, go):
    with open(swagger) as file:
        raw = json.load(file)["definitions"]
    definitions = {name: compact(schema) for name, schema in raw.items()}
    for (name, prop), values in enums(open(go)).items():
        # An array's values are its items'.
        target = definitions.get(name, {}).get("properties", {}).get(prop)
        if target is not None and values:
            target.get("items", target)["enum"] = values
    definitions["io.k8s.apimachinery.pkg.api.resource.Quantity"] = QUANTITY
    definitions["io.k8s.apimachinery.pkg.util.intstr.IntOrString"] = INT_OR_STRING
    kinds = {}
    for name, schema in raw.items():
        for kind in schema.get("x-kubernetes-group-version-kind", []):
            if kind["kind"] in KINDS:
                definitions[name]["properties"].pop("status", None)
                version = (kind["group"] + "/" if kind["group"] else "") + kind["version"]
                kinds[version + " " + kind["kind"]] = {"$ref": "#/definitions/" + name}
    return kinds, definitions


def custom(crds):
    kinds = {}
    for file in crds:
        for crd in filter(None, yaml.safe_load_all(open(file))):
            for version in crd["spec"]["versions"]:
                schema = compact(version["schema"]["openAPIV3Schema"])
                schema["properties"].pop("status", None)
                schema["properties"]["metadata"] = {"$ref": "#/definitions/" + META}
                kinds[f'{crd["spec"]["group"]}/{version["name"]} {crd["spec"]["names"]["kind"]}'] = schema
    return kinds


def share(kinds):
    """What stands in CRDs again and again, as definitions."""
    counts = Counter()

    def count(node):
        if isinstance(node, dict):
            if node.get("type") in ("object", "array"):
                counts[json.dumps(node, sort_keys=True)] += 1
            for each in node.values():
                count(each)
        elif isinstance(node, list):
            for each in node:
                count(each)

    count(kinds)
    names, shared = {}, {}

    def replaced(node):
        if isinstance(node, list):
            return [replaced(each) for each in node]
        if not isinstance(node, dict):
            return node
        text = json.dumps(node, sort_keys=True)
        inner = {key: replaced(value) for key, value in node.items()}
        if counts.get(text, 0) < 2 or len(text) < 100:
            return inner
        if text not in names:
            names[text] = f"shared-{len(names)}"
            shared[names[text]] = inner
        return {"$ref": "#/definitions/" + names[text]}

    return {kind: replaced(schema) for kind, schema in kinds.items()}, shared


def main(out, swagger, go, *crds):
    kinds, definitions = kubernetes(swagger, go)
    own, shared = share(custom(crds))
    used = {}
    reached({**kinds, **own}, {**definitions, **shared}, used)
    with open(out, "w") as file:
        # One definition a line, so that a difference can be read.
        lines = [json.dumps(name) + ": " + json.dumps(schema, sort_keys=True, separators=(",", ":")) for name, schema in sorted(used.items())]
        heads = [json.dumps(kind) + ": " + json.dumps(schema, sort_keys=True, separators=(",", ":")) for kind, schema in sorted({**kinds, **own}.items())]
        file.write('{"kinds": {\n' + ",\n".join(heads) + '\n}, "definitions": {\n' + ",\n".join(lines) + "\n}}\n")


main(*sys.argv[1:])
