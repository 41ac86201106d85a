"""What can be wrong with a workbook file as such, in the words the user reads: one catalogue, as data."""

from __future__ import annotations

from types import MappingProxyType

from eds_xl.backups import OBSTACLES

_SAVE_AS_XLSX = "Open it in Excel, save it as an Excel workbook (.xlsx) and use that file."
_RIGHT_FILE = "Check that this is the right file."
_GOOD_COPY = "Open it in Excel and let Excel repair it, or use an earlier copy."
_CODES_OF_OBSTACLES = {
    "open elsewhere": "CON-012",
    "write-protected": "CON-011",
    "held": "CON-012",
    "changed meanwhile": "CON-012",
    "backups in the way": "CON-011",
    "backups refused": "CON-011",
    "name too long": "CON-011",
}

_CATALOGUE = MappingProxyType(
    {
        **{key: (code, *OBSTACLES[key]) for key, code in _CODES_OF_OBSTACLES.items()},
        "not found": (
            "CON-001",
            'There is no file called "{name}" in that place.',
            "Check the name and the folder, and try again.",
        ),
        "path too long": (
            "CON-001",
            'There can be no file called "{name}" in that place: the name, or the path to it, is too long.',
            "Check the name and the folder, and try again.",
        ),
        "without ending": (
            "CON-001",
            'There is no file called "{name}" in that place, but there is one called "{name}.xlsx".',
            "Give the name with its ending.",
        ),
        "folder": (
            "CON-002",
            '"{name}" is a folder, not a file.',
            "Give the name of a file in it.",
        ),
        "empty": (
            "CON-003",
            '"{name}" is empty: nothing was saved or copied into it.',
            "Ask for a fresh copy, or restore an earlier version.",
        ),
        "old excel": (
            "CON-004",
            '"{name}" is in the old Excel format (.xls).',
            _SAVE_AS_XLSX,
        ),
        "binary excel": (
            "CON-004",
            '"{name}" is an Excel binary workbook (.xlsb).',
            _SAVE_AS_XLSX,
        ),
        "opendocument": (
            "CON-004",
            '"{name}" is an OpenDocument spreadsheet (.ods).',
            "Save it as an Excel workbook (.xlsx) and use that file.",
        ),
        "password": (
            "CON-005",
            '"{name}" is locked against opening, by a password or a sensitivity label.',
            "Open it in Excel, remove the password or the label's encryption, save it and try again.",
        ),
        "not a workbook": (
            "CON-006",
            '"{name}" is not an Excel workbook.',
            _RIGHT_FILE,
        ),
        "other document": (
            "CON-006",
            '"{name}" is not an Excel workbook: it is {what}.',
            _RIGHT_FILE,
        ),
        "damaged": (
            "CON-007",
            '"{name}" is damaged and cannot be read completely.',
            _GOOD_COPY,
        ),
        "unreadable": (
            "CON-008",
            '"{name}" cannot be read: you may not be allowed to open it, or another program holds it.',
            "Close it in other programs, check that you can open it in Excel, and try again.",
        ),
        "only in the cloud": (
            "CON-008",
            '"{name}" is kept in OneDrive or another cloud and could not be fetched onto this computer.',
            'Go online, choose "Always keep on this device" for it in Explorer, and try again.',
        ),
        "not a file": (
            "CON-008",
            '"{name}" is not an ordinary file and cannot be read.',
            _RIGHT_FILE,
        ),
        "too large": (
            "CON-009",
            '"{name}" is too large to be an EDS assessment: {what}.',
            f"{_RIGHT_FILE} If it is, remove sheets, pictures or rows that do not belong to EDS.",
        ),
        "name of workbook": (
            "CON-011",
            '"{name}" is no name for a workbook.',
            "Give a name that ends in .xlsx.",
        ),
        "not an assessment": (
            "CON-006",
            '"{name}" is not an assessment in JSON that eds-xl can read: {what}.',
            "Use a file made by eds-xl export --to json, or one that follows the published schema.",
        ),
        "too long": (
            "CON-024",
            "The text for {sheet}, cell {cell} is longer than a cell can hold (32,767 characters).",
            "Break it into several rows.",
        ),
        "not ours": (
            "CON-020",
            '"{name}" is a workbook, but not an EDS workbook made from the eds-xl template.',
            'Choose the EDS workbook, or make a new one with "eds-xl new".',
        ),
        "newer": (
            "CON-021",
            '"{name}" was made from a newer template (version {version}) than this eds-xl knows.',
            "Install the newest eds-xl and try again.",
        ),
        "cannot record": (
            "CON-023",
            '"{name}" has lost the sheet "{sheet}", so the score cannot be recorded in it.',
            "Copy the sheet back from an earlier copy of the workbook and try again.",
        ),
        "cannot list": (
            "CON-025",
            '"{name}" has lost the table for the findings on the sheet "{sheet}", so they cannot be written there.',
            "Copy the sheet back from an earlier copy of the workbook, or use the list on the screen.",
        ),
        "signed": (
            "CON-010",
            '"{name}" is digitally signed, and a change would break the signature.',
            "Remove the signature in Excel, or work on a copy without it.",
        ),
        "not writable": (
            "CON-011",
            '"{name}" cannot be saved in its folder: you may not be allowed to, or its path is too long.',
            "Work on a copy in a folder of your own.",
        ),
        "no room": (
            "CON-011",
            'There is not enough room on the disk to save "{name}".',
            "Free some space and try again; the file is as it was.",
        ),
        "array": (
            "CON-011",
            'Sheet "{sheet}" of "{name}" has one formula over {cells}, and a part of it would change.',
            "Remove that formula in Excel, or move it to another sheet, and try again.",
        ),
        "in the way": (
            "CON-011",
            'Sheet "{sheet}" of "{name}" has an entry in {cells}, below the table, where new rows must go.',
            "Move that entry to another sheet and try again.",
        ),
        "merged": (
            "CON-011",
            'Sheet "{sheet}" of "{name}" has merged cells in {cells}, below the table, where new rows must go.',
            "Unmerge them in Excel (Home, Merge & Center) and try again.",
        ),
        "total row": (
            "CON-011",
            'The table on sheet "{sheet}" of "{name}" has a total row, which new rows would overwrite.',
            "Switch the total row off in Excel (Table Design, Total Row) and try again.",
        ),
        "not as meant": (
            "CON-011",
            '"{name}" was not saved, because the changed copy did not read back as it should.',
            "The file is as it was; please report this.",
        ),
        "busy": (
            "CON-013",
            "Excel cannot answer now: a cell is being edited, or a dialog is open.",
            "Finish the cell with Enter or leave it with Esc, close the dialog, and try again.",
        ),
        "no excel": (
            "CON-014",
            "Excel cannot be reached on this computer.",
            "Start Excel and open the EDS workbook; if that does not help, work on the closed file.",
        ),
        "nothing open": (
            "CON-014",
            "No workbook is open in Excel.",
            "Open the EDS workbook in Excel and try again.",
        ),
        "not open": (
            "CON-014",
            'No workbook called "{name}" is open in Excel.',
            "Open it in Excel, or choose the EDS workbook that is open, and try again.",
        ),
        "protected view": (
            "CON-014",
            "The workbook in Excel is open in Protected View, where it cannot be worked on.",
            "Press Enable Editing in the bar above the sheet and try again.",
        ),
        "several": (
            "CON-015",
            'Several workbooks called "{name}" are open, each in an Excel of its own.',
            "Close all but the one you mean and try again.",
        ),
        "sheet password": (
            "CON-016",
            'The sheet "{sheet}" of "{name}" is protected with a password, so nothing can be recorded on it.',
            "Take the protection off (Review, Unprotect Sheet) and try again.",
        ),
        "left unprotected": (
            "CON-016",
            'The sheet "{sheet}" of "{name}" could not be protected again.',
            "Protect it (Review, Protect Sheet, without a password), or close the workbook without saving.",
        ),
        "read-only": (
            "CON-017",
            '"{name}" is open for reading only, so that changes could not be saved in it.',
            "Open it for editing, or save a copy under another name and work on that.",
        ),
        "refused": (
            "CON-018",
            'Excel would not {doing} of "{name}".',
            "Close dialogs in Excel, look whether the workbook or sheet is protected, and try again.",
        ),
        "gone": (
            "CON-018",
            '"{name}" was closed in Excel while it was being worked on.',
            "Open it and try again.",
        ),
        "not kept": (
            "CON-018",
            'Excel did not keep what was written into the sheet "{sheet}" of "{name}", cell {cell}.',
            "Clear the filters of that sheet (Data, Clear), look at the cell and try again.",
        ),
        "too far": (
            "CON-009",
            'The sheet "{sheet}" of "{name}" reaches down to row {row}, too far to be read.',
            "Delete the empty rows and columns beyond your entries, save the workbook and try again.",
        ),
    }
)


class WorkbookProblem(Exception):
    """Something is wrong with the file itself, so that it cannot be read or changed.

    Attributes:
        code: The stable code, such as "CON-005".
        message: What is wrong, in one sentence that names the file.
        next_step: What the user can do about it.
    """

    def __init__(self, code: str, message: str, next_step: str) -> None:
        super().__init__(f"{message} {next_step}")
        self.code = code
        self.message = message
        self.next_step = next_step

    def __reduce__(self) -> tuple[type[WorkbookProblem], tuple[str, str, str]]:
        """Return how to copy it to another process (collating reads many workbooks at once)."""
        return type(self), (self.code, self.message, self.next_step)


def problem(key: str, **slots: str) -> WorkbookProblem:
    """Make a problem from the catalogue.

    Args:
        key: One of the catalogue's keys, such as "password".
        **slots: The words for the slots of its sentences; always ``name``, the file's name.

    Raises:
        KeyError: If the catalogue has no such key or a slot is missing.
    """
    code, message, next_step = _CATALOGUE[key]
    return WorkbookProblem(code, message.format(**slots), next_step.format(**slots))
