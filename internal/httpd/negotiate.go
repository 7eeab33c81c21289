package httpd

import (
	"strconv"
	"strings"
)

// codings are the content codings in the server's order of preference: what makes the smallest files first.
var codings = []string{"br", "zstd", "gzip"}

// negotiate chooses among the available codings by the values of Accept-Encoding (RFC 9110, section 12.5.3): the highest weight,
// then the server's preference. It returns "" for the file as it is.
func negotiate(accept []string, available map[string][]byte) string {
	if len(accept) == 0 {
		return ""
	}
	weights := parseAccept(accept)
	best, bestWeight := "", 0
	for _, coding := range codings {
		if _, ok := available[coding]; !ok {
			continue
		}
		weight, ok := weights[coding]
		if !ok {
			weight = weights["*"]
		}
		if weight > bestWeight {
			best, bestWeight = coding, weight
		}
	}
	if identity, ok := weights["identity"]; ok && identity > bestWeight {
		return ""
	}
	return best
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

func itoa(n int) string { return strconv.Itoa(n) }
