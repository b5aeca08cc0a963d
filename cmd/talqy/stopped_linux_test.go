package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// terminal opens a terminal of the test's own: what is written to the one end is read at the other.
func terminal(t *testing.T) (ours, theirs *os.File) {
	t.Helper()
	ours, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	t.Cleanup(func() { _ = ours.Close() })
	var locked, number int32
	for request, value := range map[uintptr]*int32{syscall.TIOCSPTLCK: &locked, syscall.TIOCGPTN: &number} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, ours.Fd(), request, uintptr(unsafe.Pointer(value))); errno != 0 {
			t.Skipf("a terminal cannot be opened here: %v", errno)
		}
	}
	theirs, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("a terminal cannot be opened here: %v", err)
	}
	t.Cleanup(func() { _ = theirs.Close() })
	return ours, theirs
}

// stopAt runs the program at a terminal, presses Ctrl+C when it shows the word, and gives its exit status and all it showed.
func stopAt(t *testing.T, word string, args ...string) (status int, shown string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "talqy") // see TestMain
	if err := os.Symlink(program, name); err != nil {
		t.Fatal(err)
	}
	ours, theirs := terminal(t)
	process := exec.Command(name, args...)
	process.Args[0] = "talqy"
	process.Stdout, process.Stderr = theirs, theirs
	process.SysProcAttr = endsWithParent()
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	_ = theirs.Close() // the process has its own
	var all strings.Builder
	pressed := false
	for piece := make([]byte, 4096); ; {
		n, err := ours.Read(piece)
		all.Write(piece[:n])
		if !pressed && strings.Contains(all.String(), word) {
			pressed = true
			_ = process.Process.Signal(os.Interrupt)
		}
		if err != nil { // the last end of the terminal is closed
			break
		}
	}
	_ = process.Wait() // its status is asked for next
	return process.ProcessState.ExitCode(), all.String()
}

// A backup and a restore show at a terminal how far they are, and Ctrl+C ends them at once: nothing is left half done, the words
// say so, and the status is that of an interrupted program.
func TestStoppedByCtrlC(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if _, err := generateGroup(t.Context(), data, groupSize{bills: 5, proposals: 100, comments: 3000}); err != nil {
		t.Fatal(err)
	}
	// The program may come to its end before it hears of the key: then it is tried again.
	const tries = 8
	t.Run("backup", func(t *testing.T) {
		for range tries {
			folder := t.TempDir()
			file := filepath.Join(folder, "b.talqy")
			status, shown := stopAt(t, "copied ", "backup", file, "--data", data)
			if status == 0 {
				continue
			}
			if !strings.Contains(shown, " of about ") || !strings.Contains(shown, "stopped before its end: "+file+" was not written") || status != statusInterrupted {
				t.Errorf("status %d; it showed\n%s", status, shown)
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
			return
		}
		t.Error("no backup was stopped before its end")
	})
	t.Run("restore", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "b.talqy")
		must(t, "backup", file, "--data", data)
		for _, word := range []string{"checked ", "restored "} {
			stopped := false
			for range tries {
				into := filepath.Join(t.TempDir(), "into")
				began := time.Now()
				status, shown := stopAt(t, word, "restore", file, "--data", into)
				if status == 0 {
					continue
				}
				stopped = true
				if !strings.Contains(shown, "nothing was restored, and the folder "+into+" is as empty as it was") || status != statusInterrupted {
					t.Errorf("stopped at %q after %v: status %d; it showed\n%s", word, time.Since(began), status, shown)
				}
				must(t, "restore", file, "--data", into) // without --again: it is empty
				if out := must(t, "verify", "--data", into); !strings.Contains(out, "nothing is wrong") {
					t.Error(out)
				}
				break
			}
			if !stopped {
				t.Errorf("no restore was stopped at %q", word)
			}
		}
	})
}
