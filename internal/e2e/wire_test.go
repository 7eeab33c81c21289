package e2e_test

import (
	"bufio"
	"compress/gzip"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// arrival is a part of a response's body and when it came, from the moment of the request.
type arrival struct {
	at   time.Duration
	text string
}

// arrivals sends a GET request on a connection of its own and notes the body as it comes, chunk by chunk.
func arrivals(t *testing.T, s *server, path string, headers ...string) (*http.Response, []arrival) {
	t.Helper()
	address, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", address.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	begin := time.Now()
	if err := req.Write(conn); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body := io.Reader(resp.Body)
	if resp.Header.Get("Content-Encoding") == "gzip" {
		if body, err = gzip.NewReader(body); err != nil {
			t.Fatal(err)
		}
	}
	var parts []arrival
	buf := make([]byte, 64<<10)
	for {
		n, err := body.Read(buf)
		if n > 0 {
			parts = append(parts, arrival{time.Since(begin), string(buf[:n])})
		}
		if err == io.EOF {
			return resp, parts
		}
		if err != nil {
			t.Fatalf("after %d parts: %v", len(parts), err)
		}
	}
}

// when says when a text was complete, and how many bytes came before its end.
func when(t *testing.T, parts []arrival, text string) (time.Duration, int) {
	t.Helper()
	var all strings.Builder
	for _, part := range parts {
		before := all.Len()
		all.WriteString(part.text)
		from := max(0, before-len(text))
		if i := strings.Index(all.String()[from:], text); i >= 0 {
			return part.at, from + i + len(text)
		}
	}
	t.Fatalf("%q is not in the response:\n%s", text, all.String())
	return 0, 0
}

// TestStreaming looks at a book's page on the wire: the shell comes at once, the reviews, for which the loader needs 1.2
// seconds, come in the same response, and in this order.
func TestStreaming(t *testing.T) { withEngines(t, testStreaming) }

func testStreaming(t *testing.T, s *server) {
	s.get(t, "/books/moby-dick") // the first request also warms up a VM
	for name, headers := range map[string][]string{
		"plain":      nil,
		"compressed": {"Accept-Encoding", "gzip"},
	} {
		t.Run(name, func(t *testing.T) {
			resp, parts := arrivals(t, s, "/books/moby-dick", headers...)
			if resp.StatusCode != http.StatusOK {
				t.Fatalf("status %d", resp.StatusCode)
			}
			if len(resp.TransferEncoding) != 1 || resp.TransferEncoding[0] != "chunked" {
				t.Errorf("Transfer-Encoding %q, want chunked", resp.TransferEncoding)
			}
			if got, want := resp.Header.Get("Content-Encoding"), strings.Join(headers, ""); want != "" && got != "gzip" {
				t.Errorf("Content-Encoding %q, want gzip", got)
			}
			shell, shellAt := when(t, parts, "A whale, a captain, and a crew of all nations")
			fallback, fallbackAt := when(t, parts, `data-testid="reviews-fallback"`)
			footer, footerAt := when(t, parts, "</footer>")
			reviews, reviewsAt := when(t, parts, "Do not skip the whale chapters.")
			if !(shellAt < fallbackAt && fallbackAt < footerAt && footerAt < reviewsAt) {
				t.Errorf("shell, fallback, footer and reviews end at bytes %d, %d, %d, %d: not in this order", shellAt, fallbackAt, footerAt, reviewsAt)
			}
			// The reviews are 1.2 seconds of waiting behind the start of the loader. Anything clearly less than that between
			// shell and reviews means that the shell was held back.
			if gap := reviews - footer; gap < 700*time.Millisecond {
				t.Errorf("the shell came after %v, %v, %v and the reviews after %v: the shell was held back", shell, fallback, footer, reviews)
			}
			if last := parts[len(parts)-1].at; last > reviews+5*time.Second {
				t.Errorf("the response ended at %v, long after the reviews at %v", last, reviews)
			}
		})
	}
}

// TestStreamingInBrowser watches the same in the browser: the fallback is shown first, the reviews replace it and are hydrated.
func TestStreamingInBrowser(t *testing.T) { withEngines(t, testStreamingInBrowser) }

func testStreamingInBrowser(t *testing.T, s *server) {
	b := openTab(t)
	b.observe(map[string]string{
		"fallback": `[data-testid="reviews-fallback"]`,
		"reviews":  `[data-testid="reviews"]`,
	})
	b.goTo(s.url + "/books/moby-dick")
	b.waitFor(`[data-testid="reviews"] blockquote`)
	b.waitHydrated()
	seen := eval[map[string]float64](b, "window.observed")
	if seen["fallback"] == 0 || seen["reviews"]-seen["fallback"] < 500 {
		t.Errorf("seen after milliseconds: %v; want the fallback well before the reviews", seen)
	}
	if n := b.count(`[data-testid="reviews-fallback"]`); n != 0 {
		t.Error("the fallback is still there")
	}
	// A Map and Dates came with the deferred value; the buttons are React's only after the part was hydrated.
	b.waitText(`[data-testid="reviews"] time`, "21 June 2026")
	if n := b.count(`[data-testid="reviews"] blockquote`); n != 3 {
		t.Errorf("%d reviews, want 3", n)
	}
	b.until("the reviews are filtered", func() bool {
		if b.count(`[data-testid="reviews"] [aria-pressed="true"]`) == 0 {
			b.click(`[data-testid="reviews"] li:nth-child(4) button`)
		}
		return b.count(`[data-testid="reviews"] blockquote`) == 1
	})
	b.waitText(`[data-testid="reviews"] blockquote`, "I now know more about rope than I ever wished to.")
	b.clean()
}

// TestDeferredFailure: a deferred value that fails after the shell was sent reaches the error boundary in the browser.
func TestDeferredFailure(t *testing.T) { withEngines(t, testDeferredFailure) }

func testDeferredFailure(t *testing.T, s *server) {
	got := s.get(t, "/trouble/deferred")
	if got.status != http.StatusOK || !strings.Contains(got.body, "Counting …") {
		t.Errorf("status %d, and the fallback should be in\n%s", got.status, got.body)
	}
	if strings.Contains(got.body, "the stock list is wet") {
		t.Error("a visitor is told the text of an internal error")
	}
	b := openTab(t)
	b.open(s.url + "/trouble/deferred")
	b.waitText(`[role="alert"] strong`, "We could not count the stock.")
	b.waitText("h1", "Trouble afterwards")
}

// raw sends a request whose target net/http would not send, such as one with a wrong percent sign.
func (s *server) raw(t *testing.T, method, target string) response {
	t.Helper()
	address, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", address.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, method+" "+target+" HTTP/1.1\r\nHost: "+address.Host+"\r\nConnection: close\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%s %s: %v", method, target, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, target, err)
	}
	return response{status: resp.StatusCode, header: resp.Header, body: string(body)}
}
