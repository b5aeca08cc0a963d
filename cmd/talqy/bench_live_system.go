package main

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"time"
)

// A hundredth of a second is the unit of processor time in /proc, on every Linux.
const tick = 10 * time.Millisecond

// residentMemory gives the bytes of a process that lie in memory; 0 where the system does not say.
func residentMemory(pid int) int64 {
	content, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	kB, _ := strconv.ParseInt(strings.TrimSpace(between(content, "VmRSS:", "kB")), 10, 64)
	return kB << 10
}

// processorTime gives what a process has used of the processors; 0 where the system does not say.
func processorTime(pid int) time.Duration {
	content, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(content), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * tick
}

// machineTime gives how long all processors together have been busy and how long there was, since the machine started;
// zeros where the system does not say.
func machineTime() (busy, all time.Duration) {
	content, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, 0
	}
	first, _, _ := bytes.Cut(content, []byte("\n"))
	for i, field := range strings.Fields(string(first)) {
		ticks, err := strconv.ParseInt(field, 10, 64)
		if err != nil || i > 8 { // the word cpu; guests, which are counted among the users
			continue
		}
		all += time.Duration(ticks) * tick
		if i != 4 && i != 5 { // idle, and idle while a disk works
			busy += time.Duration(ticks) * tick
		}
	}
	return busy, all
}

// usage is what was used of the processors: by the server, by the load generator, by the whole machine.
type usage struct{ server, own, busy, all time.Duration }

func usageNow(pid int) usage {
	busy, all := machineTime()
	return usage{processorTime(pid), processorTime(os.Getpid()), busy, all}
}

func (u usage) since(before usage) usage {
	return usage{u.server - before.server, u.own - before.own, u.busy - before.busy, u.all - before.all}
}

// others gives the share of the processors, in percent, that was taken by programs that are not part of this run.
func (u usage) others() float64 {
	if u.all == 0 {
		return 0
	}
	return 100 * float64(max(0, u.busy-u.server-u.own)) / float64(u.all)
}
