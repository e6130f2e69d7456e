"""Reads YAML documents from stdin; writes JSON: every document, and what the strict Kubernetes schemas of the versions in argv say.

Custom kinds have no schema here and are only listed. Which kinds are Kubernetes' own is decided by the API group, so that a misspelled
kind of Kubernetes is an error and not a custom kind.
"""

import json
import sys

import kubernetes_validate
import yaml

OWN_GROUPS = {"apps", "batch", "autoscaling", "policy", "networking.k8s.io", "rbac.authorization.k8s.io", "storage.k8s.io"}


def is_own(document):
    group, _, version = document["apiVersion"].rpartition("/")
    return group == "" and version == "v1" or group in OWN_GROUPS


def problems(document, versions):
    for version in versions:
        try:
            kubernetes_validate.validate(document, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            yield f"{version}: {'.'.join(str(step) for step in error.path) or 'document'}: {error.message}"
        except kubernetes_validate.SchemaNotFoundError as error:
            yield f"{version}: {error.message}"


def main():
    result = []
    for document in yaml.safe_load_all(sys.stdin):
        if document is None:
            continue
        own = is_own(document)
        found = list(problems(document, sys.argv[1:])) if own else []
        result.append({"document": document, "custom": not own, "problems": found})
    json.dump(result, sys.stdout)


main()
