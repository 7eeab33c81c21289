package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// allowFlags are the --allow flags: what JavaScript may reach.
type allowFlags struct {
	net, read, write, env []string
}

// program adds the flags to a command that runs a program, which may do everything until a flag says less.
func (f *allowFlags) program(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&f.net, "allow-net", nil, "the only hosts that the program may connect to, host or host:port (default: all)")
	cmd.Flags().StringSliceVar(&f.read, "allow-read", nil, "the only folders that the program may read besides its own (default: all)")
	cmd.Flags().StringSliceVar(&f.write, "allow-write", nil, "the only folders that the program may write to and read besides its own (default: all)")
	cmd.Flags().StringSliceVar(&f.env, "allow-env", nil, "the only environment variables that the program may see (default: all)")
}

// limit takes from a host what the flags of a program don't allow. dir is the program's folder. A flag that names files limits reading and
// writing, as a program that may only read somewhere should not write everywhere.
func (f *allowFlags) limit(p *process, cmd *cobra.Command, host *node.Host, dir string) {
	if cmd.Flags().Changed("allow-net") {
		host.AllowNet = allowHosts(f.net)
	}
	if cmd.Flags().Changed("allow-read") || cmd.Flags().Changed("allow-write") {
		host.AllFiles = false
		host.ReadRoots, host.WriteRoots = f.roots(p)
		host.ReadRoots = append(host.ReadRoots, dir)
	}
	if cmd.Flags().Changed("allow-env") {
		for name := range host.Env {
			if !f.allowsEnv(name) {
				delete(host.Env, name)
			}
		}
	}
}

// roots are the folders that may be read and written. What may be written may be read.
func (f *allowFlags) roots(p *process) (read, write []string) {
	for _, d := range f.read {
		read = append(read, p.Path(d))
	}
	for _, d := range f.write {
		read, write = append(read, p.Path(d)), append(write, p.Path(d))
	}
	return read, write
}

func (f *allowFlags) allowsEnv(name string) bool {
	return slices.Contains(f.env, name) || slices.Contains(f.env, "*")
}

// allowHosts allows the hosts of a list and refuses others.
func allowHosts(list []string) func(string) error {
	allowed := map[string]bool{}
	for _, h := range list {
		allowed[strings.ToLower(h)] = true
	}
	return func(hostport string) error {
		hostport = strings.ToLower(hostport)
		host := hostport
		if i := strings.LastIndexByte(hostport, ':'); i >= 0 {
			host = hostport[:i]
		}
		if allowed[hostport] || allowed[host] || allowed[strings.Trim(host, "[]")] || allowed["*"] {
			return nil
		}
		return fmt.Errorf("connecting to %s is not allowed; --allow-net=%s would allow it", hostport, host)
	}
}
