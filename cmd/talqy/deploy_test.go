package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"
)

// The files by which Talqy is installed name commands, settings, variables and each other; a name that is wrong would be found
// by an administrator at night.

func repositoryFile(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// understood says why a command line of talqy would be refused before it does anything.
func understood(line string) error {
	cmd, args, err := root().Find(strings.Fields(line))
	if err != nil {
		return err
	}
	if cmd.HasSubCommands() && cmd.RunE == nil {
		return fmt.Errorf("%s is no command of its own", cmd.CommandPath())
	}
	if err := cmd.ParseFlags(args); err != nil {
		return err
	}
	if cmd.Args == nil {
		return nil
	}
	return cmd.Args(cmd, cmd.Flags().Args())
}

// settingVariables are the variables that some command knows.
func settingVariables() map[string]bool {
	known := map[string]bool{}
	eachCommand(root(), func(cmd *cobra.Command) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known[variableOf(f.Name)] = true })
	})
	return known
}

type composeFile struct {
	Services map[string]struct {
		Image       string
		Command     []string
		DependsOn   yaml.Node `yaml:"depends_on"`
		Environment map[string]string
		Volumes     []string
		Networks    []string
		Ports       []string
	}
	Networks, Volumes map[string]any
}

// The compose file: what is named is there, every variable stands in the example of .env and every one there is used, and
// Talqy knows its settings and commands.
func TestComposeFile(t *testing.T) {
	content := repositoryFile(t, "docker-compose.yml")
	var c composeFile
	if err := yaml.Unmarshal([]byte(content), &c); err != nil {
		t.Fatal(err)
	}
	example := repositoryFile(t, "scripts/compose/env.example")
	offered := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?m)^([A-Z_]+)=`).FindAllStringSubmatch(example, -1) {
		offered[found[1]] = true
	}
	used := map[string]bool{}
	for _, found := range regexp.MustCompile(`(^|[^$])\$\{([A-Z_]+)(:\?[^}]+)?\}`).FindAllStringSubmatch(content, -1) {
		used[found[2]] = true
		if !offered[found[2]] {
			t.Errorf("scripts/compose/env.example lacks %s", found[2])
		}
	}
	for name := range offered {
		if !used[name] {
			t.Errorf("scripts/compose/env.example offers %s, which nothing uses", name)
		}
		if !regexp.MustCompile(`\$\{` + name + `:\?[^}]+\}`).MatchString(content) {
			t.Errorf("%s may be left empty without a word", name)
		}
	}
	known := settingVariables()
	for name, service := range c.Services {
		for _, volume := range service.Volumes {
			from, _, _ := strings.Cut(volume, ":")
			if strings.HasPrefix(from, "./") {
				repositoryFile(t, from)
			} else if _, ok := c.Volumes[from]; !ok {
				t.Errorf("%s: there is no volume %s", name, from)
			}
		}
		for _, network := range service.Networks {
			if _, ok := c.Networks[network]; !ok {
				t.Errorf("%s: there is no network %s", name, network)
			}
		}
		for _, on := range dependencies(service.DependsOn) {
			if _, ok := c.Services[on]; !ok {
				t.Errorf("%s: there is no service %s", name, on)
			}
		}
		if len(service.Ports) > 0 && name != "proxy" {
			t.Errorf("%s is open to the world", name)
		}
		if service.Image != "talqy:local" {
			continue
		}
		line := "serve"
		if service.Command != nil {
			line = strings.Join(service.Command, " ")
		}
		if err := understood(line); err != nil {
			t.Errorf("%s: talqy %s: %v", name, line, err)
		}
		for variable := range service.Environment {
			if !known[variable] {
				t.Errorf("%s: there is no setting for %s", name, variable)
			}
		}
	}
	members := 0
	for _, host := range []string{"mongo1", "mongo2", "mongo3"} {
		if s, ok := c.Services[host]; ok && strings.Contains(c.Services["talqy"].Environment["TALQY_MONGODB_URI"], host) && slices.Contains(s.Networks, "inside") {
			members++
		}
	}
	if members != 3 || !strings.Contains(content, "--replSet talqy") || !strings.Contains(c.Services["talqy"].Environment["TALQY_MONGODB_URI"], "replicaSet=talqy") {
		t.Errorf("the replica set has %d members", members)
	}
	if out, err := exec.Command("node", "--check", filepath.Join("..", "..", "scripts", "compose", "members.js")).CombinedOutput(); err != nil {
		t.Errorf("members.js: %v\n%s", err, out)
	}
}

func dependencies(node yaml.Node) (names []string) {
	step := 1
	if node.Kind == yaml.MappingNode {
		step = 2
	}
	for i := 0; i < len(node.Content); i += step {
		names = append(names, node.Content[i].Value)
	}
	return names
}

// The image and the proxy.
func TestImageAndProxy(t *testing.T) {
	known := settingVariables()
	image := repositoryFile(t, "Dockerfile")
	for _, found := range regexp.MustCompile(`TALQY_[A-Z_]+`).FindAllString(image, -1) {
		if !known[found] {
			t.Errorf("Dockerfile: there is no setting for %s", found)
		}
	}
	if !strings.Contains(image, `CMD ["/talqy", "health"]`) || understood("health") != nil {
		t.Error("the image does not ask whether the server is ready")
	}
	proxy := repositoryFile(t, "scripts/compose/Caddyfile")
	if strings.Count(proxy, "{") != strings.Count(proxy, "}") {
		t.Error("Caddyfile: braces do not match")
	}
	if strings.Contains(proxy, "9464") || !strings.Contains(proxy, "/readyz") {
		t.Error("Caddyfile: it must ask /readyz and not pass the figures on")
	}
}

// The units of systemd: their commands are understood, the example of the settings is read, and systemd has no complaint.
func TestSystemdUnits(t *testing.T) {
	settings, err := readConfig(filepath.Join("..", "..", "scripts", "systemd", "talqy.conf"))
	if err != nil || len(settings) < 3 {
		t.Errorf("%v, %v", settings, err)
	}
	units, err := filepath.Glob(filepath.Join("..", "..", "scripts", "systemd", "talqy*.[st]*"))
	if err != nil || len(units) != 3 {
		t.Fatalf("%v, %v", units, err)
	}
	copied := t.TempDir()
	var paths []string
	for _, unit := range units {
		content, err := os.ReadFile(unit)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`(?m)^ExecStart=/usr/local/bin/talqy (.*)$`).FindAllStringSubmatch(string(content), -1) {
			if err := understood(found[1]); err != nil {
				t.Errorf("%s: talqy %s: %v", filepath.Base(unit), found[1], err)
			}
		}
		// Neither the program nor its manual is installed here.
		here := regexp.MustCompile(`(?m)^Documentation=.*\n`).ReplaceAllString(strings.ReplaceAll(string(content), "/usr/local/bin/talqy", "/bin/true"), "")
		path := filepath.Join(copied, filepath.Base(unit))
		if err := os.WriteFile(path, []byte(here), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("no systemd-analyze here")
	}
	if out, err := exec.Command("systemd-analyze", append([]string{"verify"}, paths...)...).CombinedOutput(); err != nil || strings.Contains(string(out), copied) {
		t.Errorf("systemd-analyze: %v\n%s", err, out)
	}
}

// Every command in the guides is one that there is, with flags that there are.
func TestCommandsOfTheGuides(t *testing.T) {
	n := 0
	for _, name := range []string{"docs/operations.md", "docs/tour.md", "README.md"} {
		for line := range strings.Lines(repositoryFile(t, name)) {
			for _, found := range regexp.MustCompile(`(?:^|[ /])talqy ((?:serve|health|backup|restore|verify|import|docs|bench|completion)\b[^|&;>#`+"`"+`]*)`).FindAllStringSubmatch(line, -1) {
				if !strings.HasPrefix(line, "    ") && !strings.Contains(line, "`talqy "+strings.TrimSpace(found[1])+"`") {
					continue // words, not a command
				}
				command := strings.NewReplacer(`"`, "", "'", "").Replace(regexp.MustCompile(`\$\([^)]*\)`).ReplaceAllString(found[1], "X"))
				if strings.ContainsAny(command, "…") || strings.HasSuffix(strings.TrimSpace(command), "bench") {
					continue
				}
				n++
				if err := understood(command); err != nil && !short(command) {
					t.Errorf("%s: talqy %s: %v", name, strings.TrimSpace(command), err)
				}
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d commands were found", n)
	}
}

// short says whether a command is only named, as in «`talqy backup`», and not written out.
func short(command string) bool { return len(strings.Fields(command)) <= 2 }
