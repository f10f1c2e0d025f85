@echo off
rem Called by run.cmd and test.cmd with run, dev or hub: makes .venv from the locked list once. With a folder
rem wheels beside (pip download -r requirements\run.txt -d wheels) it needs no network. A copy of the
rem list inside .venv, written last, says that it is whole; without it, .venv is made anew.
setlocal
set "root=%~dp0.."
set "lock=%root%\requirements"
set "venv=%root%\.venv"
set "python=%venv%\Scripts\python.exe"
if not exist "%python%" goto find
fc /b "%lock%\%~1.txt" "%venv%\%~1.txt" >nul 2>&1 && exit /b 0

:find
set "found="
for %%p in ("py -3" "python" "python3" "py -3.14" "py -3.13" "py -3.12" "py -3.11") do if not defined found (
    %%~p -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))" >nul 2>&1 && set "found=%%~p"
)
if defined found goto make
echo Dermaga memerlukan Python 3.11 sampai 3.14: ketik "winget install Python.Python.3.13", atau unduh dari https://www.python.org/downloads/. 1>&2
echo Dermaga needs Python 3.11 to 3.14: type "winget install Python.Python.3.13", or get it from https://www.python.org/downloads/. 1>&2
exit /b 1

:make
echo Menyiapkan Dermaga, sekali saja; ini memakan beberapa menit. / Setting up Dermaga, once; this takes some minutes. 1>&2
rem test.cmd and "run hub" add to what run.cmd has made: all lists hold the same versions, so what is there
rem stays as it is, also when they fail, and only their own mark goes. A new list starts anew.
if not exist "%python%" goto anew
fc /b "%lock%\run.txt" "%venv%\run.txt" >nul 2>&1 && goto install

:anew
if exist "%venv%" rmdir /s /q "%venv%" || exit /b 1
%found% -m venv "%venv%" || exit /b 1

:install
del /q "%venv%\%~1.txt" 2>nul
set "from="
if exist "%root%\wheels\" set from=--no-index --find-links "%root%\wheels"
"%python%" -m pip install --require-hashes --only-binary :all: --disable-pip-version-check --no-input %from% -r "%lock%\%~1.txt" || goto failed
copy /y "%lock%\run.txt" "%venv%" >nul || exit /b 1
copy /y "%lock%\%~1.txt" "%venv%" >nul || exit /b 1
exit /b 0

:failed
echo Paket tidak dapat dipasang. Sambungkan ke internet, atau letakkan map wheels di sini, lalu ulangi. 1>&2
echo Packages could not be installed. Connect to the internet, or put a folder wheels here, then try again. 1>&2
exit /b 1
