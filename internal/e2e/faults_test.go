package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// TestFaults requests pages that misbehave. Each must be answered with an error in time, and while they are at it another
// page must be served.
func TestFaults(t *testing.T) { withEnginesInProcess(t, "faults", shortLimits, testFaults) }

func testFaults(t *testing.T, s *server) {
	wantFine(t, s)
	// What takes too much may hit the limit of time, of time without giving way, or of memory.
	const limits = "time limit was reached|ran too long|memory limit"
	for _, c := range []struct {
		page string
		// status is the answer's; 0 is any from 500 on, where it depends on which limit is reached first.
		status int
		// log is a regular expression for what the operator is told.
		log string
	}{
		{"loop", 0, limits},
		{"loop-loader", 0, limits},
		{"allocate", 0, limits},
		{"allocate-strings", 0, limits},
		{"repeat", 500, "RangeError: Invalid string length"},
		{"pad", 500, "RangeError: Invalid string length"},
		{"buffer", 500, "RangeError: "},
		{"recurse", 500, "call depth limit"},
		{"recurse-render", 0, "call depth limit|nested more than|" + limits},
		{"regexp", 0, limits},
		{"promises", 0, limits},
		{"ticks", 0, limits},
		{"timers", 504, "longer than 2s"},
		{"never", 500, "waits for what never happens"},
		{"reject", 500, "Error: rejected on purpose"},
		{"unhandled", 500, "Error: nobody handles this"},
		{"callback", 500, "Error: thrown in a callback"},
		{"throw", 500, "Error: thrown before the shell"},
		{"throw-odd", 500, "view=/throw-odd"},
		{"output", 0, limits},
		{"exit", 500, `process\.exit`},
	} {
		t.Run(c.page, func(t *testing.T) {
			logged := len(s.log.String())
			answered := make(chan struct{})
			var others atomic.Int32
			var group errgroup.Group
			group.Go(func() error { // ends when the page is answered
				for {
					select {
					case <-answered:
						return nil
					case <-time.After(50 * time.Millisecond):
					}
					got, err := s.try(t.Context(), http.MethodGet, "/", nil)
					if err != nil {
						return fmt.Errorf("meanwhile: %w", err)
					}
					if got.status == http.StatusOK {
						others.Add(1)
					} else if got.status != http.StatusServiceUnavailable {
						return fmt.Errorf("meanwhile, the other page: status %d\n%s", got.status, got.body)
					}
				}
			})
			got, err := s.try(t.Context(), http.MethodGet, "/"+c.page, nil)
			close(answered)
			if err := group.Wait(); err != nil {
				t.Error(err)
			}
			// What was too long to be written may also be cut off after the status was sent; nobody must take it for whole.
			if c.page == "output" && (err != nil || got.status == http.StatusOK) {
				wantFine(t, s)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if c.status != 0 && got.status != c.status || got.status < 500 {
				t.Errorf("status %d, want %d\n%s", got.status, c.status, excerpt(got.body))
			}
			if log := s.log.String()[logged:]; !regexp.MustCompile(c.log).MatchString(log) {
				t.Errorf("the log should match %q:\n%s", c.log, log)
			}
			if got.took > 30*time.Second {
				t.Errorf("the answer took %v", got.took)
			}
			if got.took > 3*time.Second && others.Load() == 0 {
				t.Errorf("in %v no other page was served", got.took)
			}
			wantFine(t, s)
		})
	}
}

// wantFine requests a page that has no fault.
func wantFine(t *testing.T, s *server) {
	t.Helper()
	got := s.get(t, "/")
	if got.status != http.StatusOK || !strings.Contains(got.body, "fine") {
		t.Fatalf("the page without fault: status %d\n%s", got.status, excerpt(got.body))
	}
}

func excerpt(text string) string {
	const limit = 1500
	if len(text) > limit {
		return text[:limit] + " …"
	}
	return text
}

// TestFaultAfterShell: what happens after the status was sent can't change it, but the page must be whole HTML.
func TestFaultAfterShell(t *testing.T) {
	withEnginesInProcess(t, "faults", shortLimits, testFaultAfterShell)
}

func testFaultAfterShell(t *testing.T, s *server) {
	for _, page := range []string{"throw-late", "suspended"} {
		t.Run(page, func(t *testing.T) {
			got := s.get(t, "/"+page)
			if got.status != http.StatusOK || !strings.Contains(got.body, "shell of the page") || !strings.Contains(got.body, "waiting") {
				t.Errorf("status %d\n%s", got.status, excerpt(got.body))
			}
			if !strings.HasSuffix(strings.TrimSpace(got.body), ">") {
				t.Errorf("the page ends with %q", got.body[max(0, len(got.body)-40):])
			}
			if strings.Contains(got.body, "thrown after the shell") {
				t.Error("a visitor is told the text of an internal error")
			}
			if got.took > 30*time.Second {
				t.Errorf("the answer took %v", got.took)
			}
			wantFine(t, s)
		})
	}
}

// TestBrowserTakesOver: a part that failed on the server after the shell was sent is made in the browser.
func TestBrowserTakesOver(t *testing.T) {
	if *urlFlag != "" {
		t.Skip("-url names a server")
	}
	s := start(t, "serve", tempApp(t, "faults"), "--port", "0")
	b := openTab(t)
	b.open(s.url + "/throw-late")
	b.waitText("main p:last-of-type", "made in the browser")
}

// TestMismatchIsSeen makes sure that the other browser tests can fail: a page whose HTML differs is noticed.
func TestMismatchIsSeen(t *testing.T) {
	if *urlFlag != "" {
		t.Skip("-url names a server")
	}
	dir := tempApp(t, "faults")
	for name, c := range map[string]struct {
		command string
		text    string
	}{
		"production":  {"serve", "#418"},
		"development": {"dev", "Hydration failed because the server rendered text didn't match the client"},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, c.command, dir, "--port", "0")
			b := openTab(t)
			b.open(s.url + "/mismatch")
			b.waitText("p", "made in the browser")
			b.clean(c.text)
		})
	}
}

// TestConcurrentClients: two hundred clients on a pool of four VMs get their own answers.
func TestConcurrentClients(t *testing.T) {
	withEnginesInProcess(t, "faults", fourVMs, testConcurrentClients)
}

func testConcurrentClients(t *testing.T, s *server) {
	var group errgroup.Group
	for i := range 200 {
		group.Go(func() error {
			for j := range 3 {
				ms := (i*7 + j*13) % 40
				got, err := s.try(t.Context(), http.MethodGet, fmt.Sprintf("/slow?ms=%d", ms), nil)
				if err != nil {
					return err
				}
				if got.status != http.StatusOK {
					return fmt.Errorf("status %d\n%s", got.status, excerpt(got.body))
				}
				if text := strings.ReplaceAll(got.body, "<!-- -->", ""); !strings.Contains(text, fmt.Sprintf("slept %d ms", ms)) {
					return fmt.Errorf("asked for %d ms, got another one's answer\n%s", ms, excerpt(text))
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	if stats := s.app.Stats().Pool; stats.Open > 4 || stats.InUse > 0 || stats.Rejected > 0 {
		t.Errorf("the pool of four after the load: %+v", stats)
	}
}

// TestClientsThatLeave: requests whose clients have gone give their VMs back at once.
func TestClientsThatLeave(t *testing.T) {
	s := serveInProcess(t, tempApp(t, "faults"), fourVMs)
	wantFine(t, s)
	var group errgroup.Group
	for range 40 {
		group.Go(func() error {
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			got, err := s.try(ctx, http.MethodGet, "/slow?ms=7000", nil)
			if err == nil {
				return fmt.Errorf("answered after %v with status %d", got.took, got.status)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	for stats := s.app.Stats().Pool; stats.Waiting > 0 || stats.InUse > 0; stats = s.app.Stats().Pool {
		if time.Since(begin) > 5*time.Second {
			t.Fatalf("requests of clients that have left still wait: %+v", stats)
		}
		time.Sleep(10 * time.Millisecond)
	}
	// Forty requests of seven seconds on four VMs would be in the way for more than a minute.
	begin = time.Now()
	for range 8 {
		wantFine(t, s)
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("after the clients had left, eight requests took %v", took)
	}
}

// TestShutdownUnderLoad sends SIGTERM while clients request pages: every request that was accepted is answered in full, and
// the process ends with code 0.
func TestShutdownUnderLoad(t *testing.T) {
	if *urlFlag != "" {
		t.Skip("-url names a server")
	}
	s := start(t, "serve", tempApp(t, "faults"), "--port", "0")
	wantFine(t, s)
	var answered, refused atomic.Int32
	var once sync.Once
	loaded := make(chan struct{})
	var group errgroup.Group
	for i := range 20 {
		group.Go(func() error {
			// Half of the clients keep their connection, half open a new one each time.
			transport := &http.Transport{DisableKeepAlives: i%2 == 0}
			defer transport.CloseIdleConnections()
			client := &http.Client{Transport: transport, Timeout: patience}
			for {
				req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/slow?ms=100", nil)
				if err != nil {
					return err
				}
				got, err := readAll(client.Do(req))
				switch {
				case errors.Is(err, syscall.ECONNREFUSED):
					refused.Add(1)
					return nil
				case err != nil:
					return fmt.Errorf("a request was lost: %w", err)
				case got.status != http.StatusOK || !strings.Contains(got.body, "slept"):
					return fmt.Errorf("status %d\n%s", got.status, excerpt(got.body))
				}
				if answered.Add(1) > 60 {
					once.Do(func() { close(loaded) })
				}
			}
		})
	}
	select {
	case <-loaded:
	case <-time.After(patience):
		t.Error("sixty requests were not answered in time")
	}
	s.terminate()
	if err := group.Wait(); err != nil {
		t.Error(err)
	}
	if code := s.exitCode(t); code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
	if refused.Load() == 0 {
		t.Error("no client saw that the server was gone")
	}
	t.Logf("%d requests answered, %d clients refused in the end", answered.Load(), refused.Load())
}
