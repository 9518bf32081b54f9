"""A Word file -> the same without what is struck out or hidden, which no one is to read."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from lxml import etree  # type: ignore[import-untyped]

_UNREAD = frozenset(["strike", "dstrike", "vanish", "webHidden"])
_OFF = frozenset(["0", "false", "off", "none"])


def drop_struck(content: bytes) -> bytes:
    """The same file; runs struck out, hidden, or of a style that is, are gone from the parts that hold text."""
    with ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        parts = {name: archive.read(name) for name in names}
        if not any(f":{word}".encode() in part for part in parts.values() for word in _UNREAD):
            return content
        styles = frozenset(style for name in names if "styles" in name for style in _find_styles(parts[name]))
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_STORED) as copy:
            for name in dict.fromkeys(archive.namelist()):
                is_text = name in parts and "styles" not in name
                copy.writestr(name, _drop_runs(parts[name], styles) if is_text else archive.read(name))
    return packed.getvalue()


def _parse(part: bytes) -> "etree._Element":
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _find_styles(part: bytes) -> list[str]:
    """The ids of the styles that strike out or hide."""
    return [
        value
        for style in _parse(part).iter("{*}style")
        if any(_is_unread(properties) for properties in style.iterchildren("{*}rPr"))
        for name, value in style.attrib.items()
        if name.endswith("}styleId")
    ]


def _drop_runs(part: bytes, styles: frozenset[str]) -> bytes:
    root = _parse(part)
    for run in list(root.iter("{*}r")):
        properties = run.find("{*}rPr")
        paragraph = next(run.iterancestors("{*}p"), None)
        style = None if paragraph is None else paragraph.find("{*}pPr/{*}pStyle")
        own = None if properties is None else properties.find("{*}rStyle")
        is_styled = any(mark is not None and _value(mark) in styles for mark in (style, own))
        if is_styled or (properties is not None and _is_unread(properties)):
            for child in list(run):
                run.remove(child)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _is_unread(properties: "etree._Element") -> bool:
    return any(
        etree.QName(mark).localname in _UNREAD and _value(mark).lower() not in _OFF
        for mark in properties
        if isinstance(mark.tag, str)
    )


def _value(mark: "etree._Element") -> str:
    return next((str(value) for name, value in mark.attrib.items() if name.endswith("}val")), "")
