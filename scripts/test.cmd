@echo off
rem The same as scripts/test, for Windows. Not yet proven there.
setlocal
set "launcher=python"
where /q py && set "launcher=py -3"
%launcher% -I "%~dp0bootstrap" test %*
exit /b %errorlevel%
