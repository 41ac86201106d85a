Attribute VB_Name = "EdsRibbon"
Option Explicit

' What the buttons of the EDS tab do. ribbon.xml names these procedures.

Private Const TITLE As String = "EDS"

Public Sub EdsCheck(control As IRibbonControl)
    RunOnWorkbook "check"
End Sub

Public Sub EdsNextFinding(control As IRibbonControl)
    RunOnWorkbook "next"
End Sub

Public Sub EdsFillRatings(control As IRibbonControl)
    RunOnWorkbook "fill"
End Sub

' The document and its formats stand in the menu item's tag in ribbon.xml.
Public Sub EdsExport(control As IRibbonControl)
    RunOnWorkbook "export --make=" & control.Tag
End Sub

Public Sub EdsAbout(control As IRibbonControl)
    Tell Launch("about", "", CStr(Application.Hwnd))
End Sub

' Needs neither Python nor a workbook, so that there is help where these are what is missing.
Public Sub EdsHelp(control As IRibbonControl)
    MsgBox "Check lists on the Checks sheet what is missing or looks wrong, and goes to the first place." & vbLf & vbLf & _
        "Next finding goes to the next one." & vbLf & vbLf & _
        "Fill ratings records totals and band on the Score card and tidies the workbook." & vbLf & vbLf & _
        "Export makes the report, or another document, beside the workbook." & vbLf & vbLf & _
        "Excel cannot undo Check and Fill ratings: to go back, close the workbook without saving." & vbLf & vbLf & _
        "The buttons work on the EDS workbook in front, saved or not; finish the cell you are typing in first." & _
        vbLf & vbLf & _
        "Where Excel may not start other programs, the panel does the same: press the Windows key and R, type " & _
        "eds-xl-panel, press Enter. ""eds-xl doctor"", in a command window, says what is in the way.", _
        vbInformation, TITLE
End Sub

' Whether it is an EDS workbook is Python's to say: it knows one also where names were lost on the way.
Private Sub RunOnWorkbook(ByVal action As String)
    Dim book As Workbook
    Set book = ActiveWorkbook
    If Not Application.ActiveProtectedViewWindow Is Nothing Then
        Tell "This workbook is in Protected View: choose Enable Editing in the yellow bar, then try again."
    ElseIf book Is Nothing Then
        Tell "No workbook is open: open the EDS workbook, then try again."
    Else
        Tell Launch(action, book.Name, CStr(Application.Hwnd))
    End If
End Sub

Private Sub Tell(ByVal problem As String)
    If problem <> "" Then MsgBox problem, vbExclamation, TITLE
End Sub
