//go:build !linux

package main

import "syscall"

// endsWithParent has nothing to offer here: the child is ended by its parent alone.
func endsWithParent() *syscall.SysProcAttr { return nil }
