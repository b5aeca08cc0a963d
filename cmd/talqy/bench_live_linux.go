package main

import "syscall"

// endsWithParent has a child process end when this one does, however that ends.
func endsWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
