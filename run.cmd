@echo off
rem Opens the kiosk, or runs one of its commands: run, run tour --out pictures, run --help
setlocal
set PYTHONUTF8=1
call "%~dp0scripts\prepare.cmd" run || exit /b 1
rem A trainer's laptop that becomes a hub needs more than a kiosk does.
if "%~1"=="hub" (call "%~dp0scripts\prepare.cmd" hub || exit /b 1)
"%~dp0.venv\Scripts\python.exe" "%~dp0main.py" %*
exit /b %errorlevel%
