package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// benchMachine is where and when figures were measured.
type benchMachine struct {
	Day        string `json:"day"`
	Revision   string `json:"revision"`
	Processor  string `json:"processor"`
	Processors int    `json:"processors"`
	MemoryGB   int    `json:"memoryGB"`
	System     string `json:"system"`
	Go         string `json:"go"`
	// LoadBefore and LoadAfter are what /proc/loadavg says; Others is the share of the processors, in percent, that programs outside
	// the run took through all of it.
	LoadBefore string  `json:"loadBefore"`
	LoadAfter  string  `json:"loadAfter"`
	Others     float64 `json:"others"`
	Seconds    int     `json:"seconds"`
	Act        string  `json:"act"`
	Short      bool    `json:"short"`
	before     usage
}

func machineNow() *benchMachine {
	m := &benchMachine{Day: time.Now().Format(time.DateOnly), Revision: "unknown", Processor: "unknown", Processors: runtime.NumCPU(), System: runtime.GOOS + "/" + runtime.GOARCH,
		Go: runtime.Version(), LoadBefore: loadAverage(), before: ownUsage()}
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, s := range build.Settings {
			switch {
			case s.Key == "vcs.revision" && len(s.Value) > 12:
				m.Revision = s.Value[:12]
			case s.Key == "vcs.modified" && s.Value == "true":
				m.Revision += ", changed"
			}
		}
	}
	if content, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if model := between(content, "model name", "\n"); model != "" {
			m.Processor = strings.TrimLeft(model, "\t: ")
		}
	}
	if content, err := os.ReadFile("/proc/meminfo"); err == nil {
		kB, _ := strconv.ParseInt(strings.TrimSpace(between(content, "MemTotal:", "kB")), 10, 64)
		m.MemoryGB = int((kB + 1<<19) >> 20)
	}
	return m
}

func (m *benchMachine) end(took time.Duration, a benchAll) {
	m.LoadAfter, m.Others, m.Seconds, m.Short, m.Act = loadAverage(), ownUsage().since(m.before).others(), int(took.Seconds()), a.short, "the demonstration act, repeated"
	if a.act != "" {
		m.Act = "a real code"
	}
}

func (m *benchMachine) String() string {
	text := fmt.Sprintf("%s, revision %s; %s, %d processors, %d GB, %s, %s; measured on %s in %d s. Load average before %s, after %s; other programs took %.0f %% of the processors.",
		m.Day, m.Revision, m.Processor, m.Processors, m.MemoryGB, m.System, m.Go, m.Act, m.Seconds, m.LoadBefore, m.LoadAfter, m.Others)
	if m.Short {
		text += " A SHORT RUN on a tenth of the group: it shows that everything is measured, and its figures are no facts."
	}
	return text
}

// loadAverage gives the three load averages; empty where the system does not say.
func loadAverage() string {
	content, _ := os.ReadFile("/proc/loadavg")
	fields := bytes.Fields(content)
	if len(fields) < 3 {
		return "unknown"
	}
	return string(bytes.Join(fields[:3], []byte(" ")))
}

// ownUsage counts this process and those of its children that have ended as its own.
func ownUsage() usage {
	u := usageNow(os.Getpid())
	u.server = 0
	content, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return u
	}
	_, rest, _ := strings.Cut(string(content), ") ")
	if fields := strings.Fields(rest); len(fields) > 14 {
		user, _ := strconv.ParseInt(fields[13], 10, 64)
		system, _ := strconv.ParseInt(fields[14], 10, 64)
		u.server = time.Duration(user+system) * tick
	}
	return u
}
