Attribute VB_Name = "EdsLauncher"
Option Explicit
Option Private Module

' Starts eds-xl, and nothing else. Which Python runs, and where eds-xl lies, stands in the user's own settings,
' where "eds-xl addin install" wrote it. Of the workbook only the name is handed on; of its folder nothing.

Public Const VERSION_OF_ADDIN As String = "0.1.0"
Private Const PLAIN_LETTERS As String = _
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"

' Starts an action. Gives "" if it was started, or else the sentence that says what is in the way.
Public Function Launch(ByVal action As String, ByVal bookName As String, ByVal window As String) As String
    Dim python As String
    Dim package As String
    python = GetSetting("eds-xl", "addin", "python", "")
    package = GetSetting("eds-xl", "addin", "package", "")
    If python = "" Then
        Launch = "eds-xl is not installed for you, or not connected to Excel yet: run ""eds-xl addin install"" once " & _
            "in a command window, then try again. If Windows does not know that command, ask your IT department to " & _
            "install eds-xl."
    ElseIf Not IsFile(python) Then
        Launch = "Python is no longer at " & python & ": install eds-xl again and run ""eds-xl addin install""."
    ElseIf Not IsFile(package) Then
        Launch = "eds-xl is no longer installed in this Python (" & python & "): install it again and run " & _
            """eds-xl addin install""."
    Else
        Launch = Started("""" & python & """ -I -m eds_xl.addin " & action & " --book=" & SpeltOut(bookName) & _
            " --window=" & window & " --addin=" & VERSION_OF_ADDIN)
    End If
End Function

Private Function Started(ByVal starting As String) As String
    On Error GoTo Refused
    Shell starting, vbNormalFocus
    Exit Function
Refused:
    Started = "Windows did not let Excel start eds-xl (" & Err.Description & "). Use the panel instead, which works " & _
        "beside Excel: press the Windows key and R, type eds-xl-panel, press Enter."
End Function

Private Function IsFile(ByVal path As String) As Boolean
    If path = "" Then Exit Function
    On Error Resume Next
    IsFile = (Dir$(path) <> "")
End Function

' Shell knows only the characters of the computer's code page, and blanks and quotation marks part a command line:
' everything but plain letters, digits, full stop, hyphen and low line is spelt out, as % and four hexadecimal digits.
Public Function SpeltOut(ByVal text As String) As String
    Dim place As Long
    Dim letter As String
    For place = 1 To Len(text)
        letter = Mid$(text, place, 1)
        If InStr(1, PLAIN_LETTERS, letter, vbBinaryCompare) = 0 Then
            letter = "%" & Right$("000" & Hex$(AscW(letter)), 4)
        End If
        SpeltOut = SpeltOut & letter
    Next place
End Function
