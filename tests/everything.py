"""An EDS workbook with everything in it that people and other programs add, and that no command may lose."""

from __future__ import annotations

import io
import zipfile
from unittest import mock

from xlsxwriter.workbook import Workbook

from eds_xl.assessment.model import Assessment
from eds_xl.workbook.template import build as template_build
from eds_xl.workbook.template import build as build_workbook  # noqa: F401 - replaced below
from tests.workbook.closed_samples import png
