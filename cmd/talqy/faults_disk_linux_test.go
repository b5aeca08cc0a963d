package main

import (
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk mounts a disk of some megabytes and gives its folder; without the right to mount the test is skipped.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size+",mode=700"); err != nil {
		t.Skipf("a disk of its own cannot be mounted here (mount tmpfs: %v)", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// The disk fills up: what does not fit is refused with words that say so, reading goes on, nothing acknowledged is lost, and
// when there is room again the same command is taken, without a restart.
func TestFaultsFullDisk(t *testing.T) {
	disk := smallDisk(t, "6m")
	data := filepath.Join(disk, "data")
	layDemo(t, data)
	s := open(t, serveOptions{data: data, demo: true, listen: "127.0.0.1:0"})
	c := newCommenter(s, "full")
	for range 20 {
		c.until(http.StatusCreated)
	}
	ballast := filepath.Join(disk, "ballast")
	f, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil { // until no byte fits
		_, err = f.Write(make([]byte, 4096))
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	refusal := c.until(http.StatusInsufficientStorage)
	if code, message := codeOf(t, refusal); code != "disk_full" || !strings.Contains(message, "диск") {
		t.Errorf("a full disk is %q, %q", code, message)
	}
	for range 20 {
		if a := c.send("Не поместится?"); a.status != http.StatusInsufficientStorage && a.status != http.StatusCreated {
			t.Errorf("on a full disk: %d %s", a.status, a.body)
		}
	}
	if a := s.do("GET", c.path, "aigerim", nil); a.status != http.StatusOK {
		t.Errorf("reading on a full disk: %d %s", a.status, a.body)
	}
	full := len(c.acknowledged)
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	c.until(http.StatusCreated)
	c.check(s)
	file, again := filepath.Join(t.TempDir(), "b.talqy"), filepath.Join(t.TempDir(), "again")
	must(t, "backup", file, "--data", data)
	must(t, "restore", file, "--data", again)
	if out := must(t, "verify", "--data", data); !strings.Contains(out, "nothing is wrong") {
		t.Error(out)
	}
	after := open(t, serveOptions{data: again, listen: "127.0.0.1:0"})
	after.signIn("aigerim")
	c.check(after)
	t.Logf("figures: full disk: %d comments acknowledged before and on it, all there; told with disk_full; goes on without a restart", full)
}

// failingDisk mounts a disk that can be made to fail under open files; without the means the test is skipped.
func failingDisk(t *testing.T) (dir string, mount func(), unmount func()) {
	t.Helper()
	image := filepath.Join(t.TempDir(), "image")
	if err := errors.Join(os.WriteFile(image, nil, 0o600), os.Truncate(image, 32<<20)); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mkfs.ext4", "-q", "-F", image).CombinedOutput(); err != nil {
		t.Skipf("a disk of its own cannot be made here (mkfs.ext4: %v %s)", err, out)
	}
	dir = t.TempDir()
	if out, err := exec.Command("mount", "-o", "loop", image, dir).CombinedOutput(); err != nil {
		t.Skipf("a disk of its own cannot be mounted here (mount -o loop: %v %s)", err, out)
	}
	unmount = func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", dir).Run() })
	mount = func() {
		t.Helper()
		_ = exec.Command("e2fsck", "-p", image).Run() // as the system does before it mounts a disk that failed
		if out, err := exec.Command("mount", "-o", "loop", image, dir).CombinedOutput(); err != nil {
			t.Fatalf("mount: %v %s", err, out)
		}
	}
	return dir, mount, unmount
}

// The disk fails under the running server and turns read-only: what is sent is refused in words, reading goes on, and when the
// disk is back everything acknowledged is there.
func TestFaultsReadOnlyDisk(t *testing.T) {
	disk, mount, unmount := failingDisk(t)
	data := filepath.Join(disk, "data")
	h, err := assemble(t.Context(), serveOptions{data: data, demo: true, listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s := &site{h, t, map[string]string{}}
	c := newCommenter(s, "readonly")
	for range 20 {
		c.until(http.StatusCreated)
	}
	if out, err := exec.Command("mount", "-o", "remount,abort", disk).CombinedOutput(); err != nil {
		t.Skipf("the disk cannot be made to fail here (mount -o remount,abort: %v %s)", err, out)
	}
	refusal := c.until(http.StatusInsufficientStorage)
	if code, message := codeOf(t, refusal); code != "disk_read_only" || !strings.Contains(message, "записи") {
		t.Errorf("a read-only disk is %q, %q", code, message)
	}
	if a := s.do("GET", c.path, "aigerim", nil); a.status != http.StatusOK {
		t.Errorf("reading on a read-only disk: %d %s", a.status, a.body)
	}
	_ = h.close() // it may not be able to tidy up
	unmount()
	mount()
	after := open(t, serveOptions{data: data, listen: "127.0.0.1:0"})
	after.signIn("aigerim")
	c.check(after)
	c.s = after
	c.until(http.StatusCreated)
	if out := must(t, "verify", "--data", data); !strings.Contains(out, "nothing is wrong") {
		t.Error(out)
	}
	t.Logf("figures: failing disk, read-only: %d comments acknowledged, all there when it is back; told with disk_read_only", len(c.acknowledged))
}

// A folder on a disk that cannot be written to is refused at start, in words.
func TestFaultsStartOnReadOnlyDisk(t *testing.T) {
	disk := smallDisk(t, "30m")
	if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	_, err := assemble(t.Context(), serveOptions{data: filepath.Join(disk, "data"), listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "read-only file system") || !strings.Contains(err.Error(), disk) {
		t.Errorf("it says %v", err)
	}
}
