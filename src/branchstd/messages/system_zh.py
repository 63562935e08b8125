"""What systems say of files, by their English words. A table."""

from __future__ import annotations

from typing import Final

SYSTEM: Final[dict[str, str]] = {
    "Permission denied": "没有权限",
    "Operation not permitted": "系统不允许",
    "No such file or directory": "文件或文件夹不在",
    "File exists": "已经有同名的文件或文件夹",
    "Is a directory": "这是文件夹，不是文件",
    "Not a directory": "路径里有一段不是文件夹",
    "Directory not empty": "文件夹不是空的",
    "File name too long": "名称或路径太长",
    "File too large": "文件太大",
    "No space left on device": "磁盘满了",
    "Disk quota exceeded": "超出了分到的磁盘空间",
    "Read-only file system": "磁盘只能读，不能写",
    "Input/output error": "磁盘读写出错",
    "Device or resource busy": "正被别的程序使用",
    "Text file busy": "正被别的程序使用",
    "Resource temporarily unavailable": "暂时用不了",
    "Too many open files": "打开的文件太多",
    "Too many open files in system": "打开的文件太多",
    "Too many levels of symbolic links": "链接绕成了圈",
    "Invalid cross-device link": "两处不在同一个磁盘上",
    "Invalid argument": "系统不接受这个名称或写法",
    "No such device or address": "设备不在",
    "No such device": "设备不在",
    "Stale file handle": "网络盘断开了",
    "Transport endpoint is not connected": "网络盘断开了",
    "Connection timed out": "网络没有回应",
    "Host is down": "网络没有回应",
    "Broken pipe": "接收的程序已经关了",
    "Bad file descriptor": "文件已经关了",
    "Cannot allocate memory": "内存不够",
    "Interrupted system call": "被打断了",
    "Operation not supported": "这个磁盘不支持",
    "Function not implemented": "这个系统不支持",
}
