@echo off
rem Checks everything, stops at the first thing that fails. Arguments go to pytest: test -k certificate
setlocal
set PYTHONUTF8=1
cd /d "%~dp0" || exit /b 1
call scripts\prepare.cmd dev || exit /b 1
set "python=.venv\Scripts\python.exe"
%python% -m ruff format --check . || exit /b 1
%python% -m ruff check . || exit /b 1
%python% -m mypy kiosk main.py tests || exit /b 1
%python% -c "from importlinter.cli import lint_imports_command; lint_imports_command()" || exit /b 1
%python% -m tests.translations || exit /b 1
set QT_QPA_PLATFORM=offscreen
%python% -m pytest %*
exit /b %errorlevel%
