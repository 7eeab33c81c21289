package devserver_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/seed-9eb1e60f/ssr/devserver"
)

func TestDebounce(t *testing.T) {
	// Each step waits and then reports a file; want are the sets that come out and when.
	type step struct {
		wait time.Duration
		file string
	}
	type got struct {
		at    time.Duration
		files []string
	}
	for _, tc := range []struct {
		name  string
		steps []step
		want  []got
	}{
		{"one change comes after the pause", []step{{0, "a"}}, []got{{devserver.Quiet, []string{"a"}}}},
		{"changes close to each other are one", []step{{0, "a"}, {time.Millisecond, "b"}, {time.Millisecond, "a"}},
			[]got{{2*time.Millisecond + devserver.Quiet, []string{"a", "b"}}}},
		{"changes far from each other are two", []step{{0, "a"}, {10 * time.Millisecond, "b"}},
			[]got{{devserver.Quiet, []string{"a"}}, {10*time.Millisecond + devserver.Quiet, []string{"b"}}}},
		{"an endless stream is cut", slices.Repeat([]step{{3 * time.Millisecond, "a"}}, 20),
			[]got{{3*time.Millisecond + devserver.Longest, []string{"a"}}, {60*time.Millisecond + devserver.Quiet, []string{"a"}}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				in, out := make(chan devserver.Change), make(chan devserver.Changes)
				go devserver.Debounce(ctx, in, out)
				start := time.Now()
				go func() {
					for _, s := range tc.steps {
						time.Sleep(s.wait) // the bubble's clock
						in <- devserver.NewChange(s.file)
					}
				}()
				for i, want := range tc.want {
					set := <-out
					if at := time.Since(start); at != want.at || !slices.Equal(set.Paths(), want.files) {
						t.Errorf("set %d: %v after %s, want %v after %s", i, set.Paths(), at, want.files, want.at)
					}
				}
				synctest.Wait()
				select {
				case set := <-out:
					t.Errorf("one more set: %v", set.Paths())
				case <-time.After(time.Second):
				}
				cancel()
				synctest.Wait()
			})
		})
	}
}

func TestDebounceCollectsWhileNobodyTakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		in, out := make(chan devserver.Change), make(chan devserver.Changes)
		go devserver.Debounce(ctx, in, out)
		for _, file := range []string{"a", "b", "c"} {
			in <- devserver.NewChange(file)
			time.Sleep(100 * time.Millisecond) // a build that takes long
		}
		if set := <-out; !slices.Equal(set.Paths(), []string{"a", "b", "c"}) {
			t.Errorf("got %v, want all three", set.Paths())
		}
		cancel()
		synctest.Wait()
	})
}

func TestNoise(t *testing.T) {
	for name, want := range map[string]bool{
		"index.tsx": false, ".env.local": false, "a.css": false, "index.tsx~": true, ".#index.tsx": true, "#index.tsx#": true,
		".index.tsx.swp": true, "4913": true, "x.tmp": true, ".DS_Store": true,
	} {
		if got := devserver.Noise(filepath.Join("pages", name)); got != want {
			t.Errorf("noise(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestWatching(t *testing.T) {
	for name, poll := range map[string]bool{"fsnotify": false, "polling": true} {
		t.Run(name, func(t *testing.T) {
			k := newKit(t, poll)
			k.run()
			k.settle()

			k.write("main.tsx", "two")
			if e := k.expect(devserver.Built); len(e.Changed) != 1 || e.Changed[0] != k.app.main || e.Update.Unchanged {
				t.Errorf("a change: %+v", e)
			}
			// An atomic save, as most editors do it.
			k.write("main.tsx.tmp", "three")
			if err := os.Rename(k.app.main+".tmp", k.app.main); err != nil {
				t.Fatal(err)
			}
			k.expect(devserver.Built)
			k.write("main.tsx", "fail")
			if e := k.expect(devserver.Failed); e.Err == nil {
				t.Errorf("a failure: %+v", e)
			}
			k.write("main.tsx", "three")
			if e := k.expect(devserver.Built); !e.Update.Unchanged {
				t.Errorf("back to what was: %+v", e)
			}
			// A new folder with a file in it, and one in a folder in that.
			k.write("pages/deep/index.tsx", "x")
			if e := k.expect(devserver.Built); !slices.Contains(e.Changed, filepath.Join(k.app.root, "pages", "deep", "index.tsx")) {
				t.Errorf("a new folder: %+v", e)
			}
			if err := os.Remove(filepath.Join(k.app.root, "pages", "deep", "index.tsx")); err != nil {
				t.Fatal(err)
			}
			k.expect(devserver.Built)
			k.write("public/a.txt", "b")
			k.expect(devserver.Reloaded)

			// None of these counts: a build's output, a package, a hidden folder, the same contents again, another program's file.
			k.write("dist/out.js", "x")
			k.write("node_modules/x/index.js", "x")
			k.write(".git/HEAD", "x")
			k.write("main.tsx", "three")
			k.write("main.tsx~", "x")
			k.write("public/a.txt", "c")
			if e := k.expect(devserver.Reloaded); !slices.Equal(e.Changed, []string{filepath.Join(k.app.root, "public", "a.txt")}) {
				t.Errorf("after changes that don't count: %+v", e)
			}
		})
	}
}
