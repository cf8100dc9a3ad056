"""Typesets documents with the `typst` package: one JSON object per line in, one per line out, until the input ends.

Arguments: the font folders. The first line written is {"ready": version}. Fonts are loaded once.
Request: {"root", "input", "output", "format", "standards", "tagged", "timestamp", "ppi", "query"}; answer: {"ok": true, "warnings",
"query", "fonts", "memory"} or {"ok": false, "message", "hints"}. `fonts` are the names of the fonts in a PDF, `memory` is the most
kilobytes that were needed so far.
"""
import json
import re
import resource
import sys

try:
    import typst
except ImportError:
    print(json.dumps({"missing": "typst"}), flush=True)
    sys.exit(0)

FONT_NAME = re.compile(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([^\s/<>\[\]()]+)")


def font_names(data):
    names = {name.decode("ascii", "replace").removesuffix("-Identity-H") for name in FONT_NAME.findall(data)}
    if b"/Type3" in data:
        names.add("*")
    return sorted(names)


def typeset(fonts, job):
    compiler = typst.Compiler(root=job["root"], font_paths=fonts)
    is_pdf = job["format"] == "pdf"
    data, warnings = compiler.compile_with_warnings(
        input=job["root"] + "/" + job["input"],
        format=job["format"],
        ppi=job.get("ppi"),
        pdf_standards=job["standards"],
        pdf_tags=job["tagged"],
        timestamp=job["timestamp"],
    )
    if isinstance(data, list):
        data = data[0]
    with open(job["root"] + "/" + job["output"], "wb") as file:
        file.write(data)
    return {
        "ok": True,
        "warnings": [warning.message for warning in warnings],
        "query": compiler.query(job["query"], field="value") if job.get("query") else None,
        "fonts": font_names(data) if is_pdf else [],
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }


def forget(nothing):
    """Typst keeps what it computed for the last ten documents; another order has no use for it. Empty documents let it go."""
    for _ in range(10):
        nothing.compile(input=b"", format="pdf")


def main():
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=sys.argv[1:])
    nothing = typst.Compiler(root="/", font_paths=fonts)
    print(json.dumps({"ready": typst.__version__}), flush=True)
    root = None
    for line in sys.stdin:
        try:
            job = json.loads(line)
            if root not in (None, job["root"]):
                forget(nothing)
            root = job["root"]
            answer = typeset(fonts, job)
        except typst.TypstError as error:
            answer = {"ok": False, "message": error.message, "hints": list(error.hints)}
        except Exception as error:  # the next document may be fine
            answer = {"ok": False, "message": f"{type(error).__name__}: {error}", "hints": []}
        print(json.dumps(answer, ensure_ascii=True), flush=True)


main()
