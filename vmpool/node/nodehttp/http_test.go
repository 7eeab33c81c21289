package nodehttp_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

func TestScripts(t *testing.T) { nodetest.Run(t, vmpool.Builtins(), "testdata") }

// run runs a script with a policy and returns what it prints.
func run(t *testing.T, allow func(string) error, script string) string {
	t.Helper()
	var out bytes.Buffer
	host := node.Host{Stdout: &out, Stderr: os.Stderr, AllowNet: allow}
	if err := nodetest.Exec(t, vmpool.Builtins(), host, "/main.js", script); err != nil && !errors.As(err, new(*node.ExitError)) {
		t.Fatal(err)
	}
	return strings.TrimSpace(out.String())
}

func TestListenOnLoopbackOnly(t *testing.T) {
	const script = `require('http').createServer().listen(0, '0.0.0.0').on('error', (e) => console.log(e.code))`
	if got := run(t, nil, script); got != "ERR_ACCESS_DENIED" {
		t.Errorf("listening on all addresses: got %q, want ERR_ACCESS_DENIED", got)
	}
}

func TestPolicy(t *testing.T) {
	deny := func(string) error { return errors.New("not here") }
	for _, script := range []string{
		`require('http').get('http://127.0.0.1:9/').on('error', (e) => console.log('denied', /not here/.test(e.message)))`,
		`require('http').createServer().listen(0, '127.0.0.1').on('error', (e) => console.log('denied', /not here/.test(e.message)))`,
		`require('dns').lookup('localhost', (e) => console.log('denied', /not here/.test(e.message)))`,
	} {
		if got := run(t, deny, script); got != "denied true" {
			t.Errorf("%s: got %q", script, got)
		}
	}
}

// TestRunEndsItsServers has a server with a request that is never answered: the run must end all the same.
func TestRunEndsItsServers(t *testing.T) {
	got := run(t, nil, `
		const http = require('http');
		const server = http.createServer(() => {
			console.log('asked');
			server.unref();
			request.on('error', () => {});
			setTimeout(() => process.exit(0), 1);
		}).listen(0, '127.0.0.1', () => { request = http.get({ port: server.address().port, host: '127.0.0.1' }); });
		let request;
		process.on('exit', () => console.log('exit'));
	`)
	if !strings.HasPrefix(got, "asked") {
		t.Errorf("got %q", got)
	}
}
