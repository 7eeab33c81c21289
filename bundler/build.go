package bundler

import (
	"context"
	"errors"
)

type bundler struct{}

func newBundler(o Options) (*bundler, error) { return &bundler{}, nil }

func (b *bundler) build(ctx context.Context) (*Output, error) {
	return nil, errors.New("bundler: Build is not there yet")
}

func (b *bundler) close() {}

func (e *BuildError) Error() string { return e.Problems[0].Message }
