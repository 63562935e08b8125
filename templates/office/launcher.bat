@echo off
rem Made by "branchstd init"; nothing in it is this town's: it may be copied into another's folder.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set "FILES="
:next
if "%~1"=="" goto find
set FILES=%FILES% "%~f1"
shift
goto next
:find
pushd "%~dp0"
set "OPTIONS="
set "PROGRAM=.venv\Scripts\branchstd.exe"
if exist "%PROGRAM%" goto run
set "PROGRAM=..\.venv\Scripts\branchstd.exe"
if exist "%PROGRAM%" goto run
set "OPTIONS=-X utf8 -m branchstd"
set "PROGRAM=python\python.exe"
if exist "%PROGRAM%" goto run
set "PROGRAM=..\python\python.exe"
if exist "%PROGRAM%" goto run
set "OPTIONS="
set "PROGRAM=branchstd"
where branchstd >nul 2>nul && goto run
echo branchstd was not found: there is no .venv and no python in this folder or beside it, and it is not installed.
echo Mei you zhao dao cheng xu branchstd: an README.md li xie de zhuang hao zai dian.
set CODE=1
goto end
:run
STEPS
set CODE=%ERRORLEVEL%
:end
popd
echo.
pause
exit /b %CODE%
