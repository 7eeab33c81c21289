package httpd

import (
	"bytes"
	"compress/gzip"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// codings are the content codings in the server's order of preference: what makes the smallest files first.
var codings = []string{"br", "zstd", "gzip"}

// compressors make a coding of a file that is served many times: strong, but not so slow that the first visitor notices.
var compressors = map[string]func([]byte) ([]byte, error){
	"br": func(p []byte) ([]byte, error) {
		var b bytes.Buffer
		w := brotli.NewWriterLevel(&b, 6)
		if _, err := w.Write(p); err != nil {
			return nil, err
		}
		err := w.Close()
		return b.Bytes(), err
	},
	"zstd": func(p []byte) ([]byte, error) {
		w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBetterCompression))
		if err != nil {
			return nil, err
		}
		return w.EncodeAll(p, nil), w.Close()
	},
	"gzip": func(p []byte) ([]byte, error) {
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, 7)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(p); err != nil {
			return nil, err
		}
		err = w.Close()
		return b.Bytes(), err
	},
}

// negotiate chooses a coding by the values of Accept-Encoding (RFC 9110, section 12.5.3): the highest weight, then the server's
// preference. form returns the data of a coding, or nil when it isn't available. The result is nil for the file as it is.
func negotiate(accept []string, form func(coding string) []byte) (coding string, data []byte) {
	if len(accept) == 0 {
		return "", nil
	}
	weights := parseAccept(accept)
	least := 1
	if identity, ok := weights["identity"]; ok {
		least = max(identity, 1) // of the same weight, the smaller form
	}
	for {
		best, bestWeight := "", 0
		for _, c := range codings {
			weight, ok := weights[c]
			if !ok {
				weight = weights["*"]
			}
			if weight > bestWeight {
				best, bestWeight = c, weight
			}
		}
		if bestWeight < least {
			return "", nil
		}
		if data := form(best); data != nil {
			return best, data
		}
		weights[best] = 0
	}
}

// parseAccept returns weights in thousandths. A weight that can't be read counts as zero.
func parseAccept(values []string) map[string]int {
	weights := map[string]int{}
	for _, value := range values {
		for part := range strings.SplitSeq(value, ",") {
			coding, rest, weighted := strings.Cut(part, ";")
			coding = strings.ToLower(strings.TrimSpace(coding))
			if coding == "" {
				continue
			}
			if coding == "x-gzip" {
				coding = "gzip"
			}
			weight := 1000
			if weighted {
				weight = parseWeight(rest)
			}
			weights[coding] = weight
		}
	}
	return weights
}

func parseWeight(s string) int {
	name, value, ok := strings.Cut(s, "=")
	if !ok || !strings.EqualFold(strings.TrimSpace(name), "q") {
		return 0
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !(f >= 0 && f <= 1) {
		return 0
	}
	return int(f * 1000)
}
