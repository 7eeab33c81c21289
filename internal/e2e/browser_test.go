package e2e_test

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// hydratedScript tells whether React in the browser has taken over the whole document.
//
//go:embed testdata/hydrated.js
var hydratedScript string

// observeScript notes in window.observed when an element first matches one of the selectors.
//
//go:embed testdata/observe.js
var observeScript string

// browser is the one Chromium of all tests.
var browser struct {
	mu     sync.Mutex
	ctx    context.Context
	cancel []context.CancelFunc
}

func browserContext(t *testing.T) context.Context {
	t.Helper()
	path := browserPath(t)
	browser.mu.Lock()
	defer browser.mu.Unlock()
	if browser.ctx != nil {
		return browser.ctx
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(patience),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	if *showFlag {
		options = append(options, chromedp.VisibleWindow)
	}
	allocator, cancelAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	browser.cancel = append(browser.cancel, cancelAllocator, cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("starting %s: %v", path, err)
	}
	browser.ctx = ctx
	return ctx
}

func closeBrowser() {
	browser.mu.Lock()
	defer browser.mu.Unlock()
	for i := len(browser.cancel) - 1; i >= 0; i-- {
		browser.cancel[i]()
	}
}

// tab is a browser window with storage of its own. It notes everything that a developer would not like to see.
type tab struct {
	t        *testing.T
	ctx      context.Context
	problems *problems
}

// problems is what a tab noted, in order.
type problems struct {
	mu   sync.Mutex
	list []string
}

func openTab(t *testing.T) *tab {
	t.Helper()
	b := &tab{t: t, problems: &problems{}}
	ctx, cancel := chromedp.NewContext(browserContext(t), chromedp.WithNewBrowserContext(), chromedp.WithListener(b.listen))
	t.Cleanup(cancel)
	b.ctx = ctx
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, log.Enable, cdp.Empty{})
		return err
	}))
	return b
}

// on returns the same tab for use in another test, a subtest say, one at a time.
func (b *tab) on(t *testing.T) *tab {
	return &tab{t: t, ctx: b.ctx, problems: b.problems}
}

func (b *tab) listen(event any) {
	switch event := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if event.Type != runtime.ConsoleAPICalledTypeError && event.Type != runtime.ConsoleAPICalledTypeWarning && event.Type != runtime.ConsoleAPICalledTypeAssert {
			return
		}
		var parts []string
		for _, arg := range event.Args {
			switch {
			case arg.Value != nil:
				parts = append(parts, strings.Trim(string(arg.Value), `"`))
			default:
				parts = append(parts, arg.Description)
			}
		}
		b.note("console.%s: %s", event.Type, strings.Join(parts, " "))
	case *runtime.EventExceptionThrown:
		text := event.ExceptionDetails.Text
		if e := event.ExceptionDetails.Exception; e != nil {
			text += " " + e.Description
		}
		b.note("exception: %s", text)
	case *log.EventEntryAdded:
		if strings.HasSuffix(event.Entry.URL, "/favicon.ico") {
			return // the browser asks for it when a page names no icon
		}
		if event.Entry.Level == log.EntryLevelError || event.Entry.Level == log.EntryLevelWarning {
			b.note("%s %s: %s %s", event.Entry.Source, event.Entry.Level, event.Entry.Text, event.Entry.URL)
		}
	}
}

func (b *tab) note(format string, args ...any) {
	b.problems.mu.Lock()
	defer b.problems.mu.Unlock()
	b.problems.list = append(b.problems.list, fmt.Sprintf(format, args...))
}

// takeProblems returns what was noted so far and forgets it.
func (b *tab) takeProblems() []string {
	b.problems.mu.Lock()
	defer b.problems.mu.Unlock()
	found := b.problems.list
	b.problems.list = nil
	return found
}

// clean fails the test when something was noted that contains none of the given texts. Each text must be there.
func (b *tab) clean(expected ...string) {
	b.t.Helper()
	seen := make([]bool, len(expected))
problems:
	for _, problem := range b.takeProblems() {
		for i, text := range expected {
			if strings.Contains(problem, text) {
				seen[i] = true
				continue problems
			}
		}
		b.t.Errorf("in the browser: %s", problem)
	}
	for i, text := range expected {
		if !seen[i] {
			b.t.Errorf("in the browser nothing said %q, which should have", text)
		}
	}
}

// do runs actions one after the other.
func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatalf("driving the browser: %v; it noted %q", err, b.takeProblems())
	}
}

// open loads a page and waits for the end of its response and of what it loads.
func (b *tab) open(url string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		b.t.Fatalf("opening %s: %v; the browser noted %q", url, err, b.takeProblems())
	}
}

// goTo starts to load a page and waits only for the beginning of the response.
func (b *tab) goTo(url string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.Navigate, page.NavigateParams{URL: url})
		return err
	}))
}

// eval evaluates an expression of JavaScript.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("evaluating %s: %v", expression, err)
	}
	return value
}

// observe makes every page that is loaded from now on note when elements first match the selectors.
func (b *tab) observe(selectors map[string]string) {
	b.t.Helper()
	var list strings.Builder
	for name, selector := range selectors {
		fmt.Fprintf(&list, "%q: %q,", name, selector)
	}
	source := fmt.Sprintf("(%s)({%s})", observeScript, list.String())
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: source})
		return err
	}))
}

// waitHydrated waits until React has taken over the document.
func (b *tab) waitHydrated() {
	b.t.Helper()
	b.until("the document is hydrated", func() bool { return eval[bool](b, hydratedScript) })
}

// waitText waits until the first element that matches has the text, spaces at the ends apart.
func (b *tab) waitText(selector, want string) {
	b.t.Helper()
	b.until(fmt.Sprintf("%s says %q", selector, want), func() bool { return b.text(selector) == want })
}

// waitFor waits for an element.
func (b *tab) waitFor(selector string) {
	b.t.Helper()
	b.until(selector+" is there", func() bool { return b.count(selector) > 0 })
}

// until polls a condition.
func (b *tab) until(what string, condition func() bool) {
	b.t.Helper()
	deadline := time.Now().Add(patience)
	for !condition() {
		if time.Now().After(deadline) {
			html := eval[string](b, "document.documentElement.outerHTML.slice(0, 4000)")
			b.t.Fatalf("still waiting until %s; the browser noted %q; the page is\n%s", what, b.takeProblems(), html)
		}
		select {
		case <-b.ctx.Done():
			b.t.Fatalf("the browser went away while waiting until %s: %v", what, context.Cause(b.ctx))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// text returns the text of the first element that matches as it is shown, or "" when there is none.
func (b *tab) text(selector string) string {
	b.t.Helper()
	return eval[string](b, fmt.Sprintf("document.querySelector(%q)?.innerText.trim() ?? ''", selector))
}

func (b *tab) count(selector string) int {
	b.t.Helper()
	return eval[int](b, fmt.Sprintf("document.querySelectorAll(%q).length", selector))
}

// path returns the path and the query of the page.
func (b *tab) path() string {
	b.t.Helper()
	return eval[string](b, "location.pathname + location.search")
}

func (b *tab) click(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector)))
}

// fill replaces the text of a field by typing.
func (b *tab) fill(selector, text string) {
	b.t.Helper()
	b.do(chromedp.Focus(chromedp.CSS(selector)))
	eval[chromedp.Void](b, fmt.Sprintf("document.querySelector(%q).select()", selector))
	b.do(chromedp.KeyEvent(text))
}

// choose selects an option of a menu by its value.
func (b *tab) choose(selector, value string) {
	b.t.Helper()
	b.do(chromedp.SetValue(chromedp.CSS(selector), value))
}

// follow clicks on what loads another page, waits for that page and returns the status of its response.
func (b *tab) follow(selector string) int {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	resp, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector)))
	if err != nil {
		b.t.Fatalf("following %s: %v; the browser noted %q", selector, err, b.takeProblems())
	}
	return int(resp.Status)
}

// withoutScripts turns JavaScript off for the pages that are loaded from now on.
func (b *tab) withoutScripts() {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}
