package nodecrypto

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des" //nolint:gosec // Node has it, so programs ask for it
	"strings"
)

// cipherSpec is one cipher with its mode.
type cipherSpec struct {
	name, canonical, mode string
	nid                   int
	keyLength, ivLength   int // bytes; ivLength 0: none
	blockSize             int // as getCipherInfo tells it: 1 for the modes that work as streams, 0 for stream ciphers
}

// cipherSpecs lists the ciphers in getCiphers' order.
var cipherSpecs = []cipherSpec{
	{"aes-128-cbc", "aes-128-cbc", "cbc", 419, 16, 16, 16},
	{"aes-128-ccm", "id-aes128-ccm", "ccm", 896, 16, 12, 1},
	{"aes-128-cfb", "aes-128-cfb", "cfb", 421, 16, 16, 1},
	{"aes-128-cfb8", "aes-128-cfb8", "cfb", 653, 16, 16, 1},
	{"aes-128-ctr", "aes-128-ctr", "ctr", 904, 16, 16, 1},
	{"aes-128-ecb", "aes-128-ecb", "ecb", 418, 16, 0, 16},
	{"aes-128-gcm", "id-aes128-gcm", "gcm", 895, 16, 12, 1},
	{"aes-128-ocb", "aes-128-ocb", "ocb", 958, 16, 12, 16},
	{"aes-128-ofb", "aes-128-ofb", "ofb", 420, 16, 16, 1},
	{"aes-192-cbc", "aes-192-cbc", "cbc", 423, 24, 16, 16},
	{"aes-192-ccm", "id-aes192-ccm", "ccm", 899, 24, 12, 1},
	{"aes-192-cfb", "aes-192-cfb", "cfb", 425, 24, 16, 1},
	{"aes-192-cfb8", "aes-192-cfb8", "cfb", 654, 24, 16, 1},
	{"aes-192-ctr", "aes-192-ctr", "ctr", 905, 24, 16, 1},
	{"aes-192-ecb", "aes-192-ecb", "ecb", 422, 24, 0, 16},
	{"aes-192-gcm", "id-aes192-gcm", "gcm", 898, 24, 12, 1},
	{"aes-192-ocb", "aes-192-ocb", "ocb", 959, 24, 12, 16},
	{"aes-192-ofb", "aes-192-ofb", "ofb", 424, 24, 16, 1},
	{"aes-256-cbc", "aes-256-cbc", "cbc", 427, 32, 16, 16},
	{"aes-256-ccm", "id-aes256-ccm", "ccm", 902, 32, 12, 1},
	{"aes-256-cfb", "aes-256-cfb", "cfb", 429, 32, 16, 1},
	{"aes-256-cfb8", "aes-256-cfb8", "cfb", 655, 32, 16, 1},
	{"aes-256-ctr", "aes-256-ctr", "ctr", 906, 32, 16, 1},
	{"aes-256-ecb", "aes-256-ecb", "ecb", 426, 32, 0, 16},
	{"aes-256-gcm", "id-aes256-gcm", "gcm", 901, 32, 12, 1},
	{"aes-256-ocb", "aes-256-ocb", "ocb", 960, 32, 12, 16},
	{"aes-256-ofb", "aes-256-ofb", "ofb", 428, 32, 16, 1},
	{"aes128", "aes-128-cbc", "cbc", 419, 16, 16, 16},
	{"aes128-wrap", "id-aes128-wrap", "wrap", 788, 16, 8, 8},
	{"aes192", "aes-192-cbc", "cbc", 423, 24, 16, 16},
	{"aes192-wrap", "id-aes192-wrap", "wrap", 789, 24, 8, 8},
	{"aes256", "aes-256-cbc", "cbc", 427, 32, 16, 16},
	{"aes256-wrap", "id-aes256-wrap", "wrap", 790, 32, 8, 8},
	{"chacha20", "chacha20", "stream", 1019, 32, 16, 0},
	{"chacha20-poly1305", "chacha20-poly1305", "stream", 1018, 32, 12, 0},
	{"des-ede", "des-ede", "ecb", 32, 16, 0, 8},
	{"des-ede-cbc", "des-ede-cbc", "cbc", 43, 16, 8, 8},
	{"des-ede-cfb", "des-ede-cfb", "cfb", 60, 16, 8, 1},
	{"des-ede-ecb", "des-ede", "ecb", 32, 16, 0, 8},
	{"des-ede-ofb", "des-ede-ofb", "ofb", 62, 16, 8, 1},
	{"des-ede3", "des-ede3", "ecb", 33, 24, 0, 8},
	{"des-ede3-cbc", "des-ede3-cbc", "cbc", 44, 24, 8, 8},
	{"des-ede3-cfb", "des-ede3-cfb", "cfb", 61, 24, 8, 1},
	{"des-ede3-cfb8", "des-ede3-cfb8", "cfb", 659, 24, 8, 1},
	{"des-ede3-ecb", "des-ede3", "ecb", 33, 24, 0, 8},
	{"des-ede3-ofb", "des-ede3-ofb", "ofb", 63, 24, 8, 1},
	{"des3", "des-ede3-cbc", "cbc", 44, 24, 8, 8},
	{"des3-wrap", "id-smime-alg-cms3deswrap", "wrap", 246, 24, 0, 8},
	{"id-aes128-CCM", "id-aes128-ccm", "ccm", 896, 16, 12, 1},
	{"id-aes128-GCM", "id-aes128-gcm", "gcm", 895, 16, 12, 1},
	{"id-aes128-wrap", "id-aes128-wrap", "wrap", 788, 16, 8, 8},
	{"id-aes128-wrap-pad", "id-aes128-wrap-pad", "wrap", 897, 16, 4, 8},
	{"id-aes192-CCM", "id-aes192-ccm", "ccm", 899, 24, 12, 1},
	{"id-aes192-GCM", "id-aes192-gcm", "gcm", 898, 24, 12, 1},
	{"id-aes192-wrap", "id-aes192-wrap", "wrap", 789, 24, 8, 8},
	{"id-aes192-wrap-pad", "id-aes192-wrap-pad", "wrap", 900, 24, 4, 8},
	{"id-aes256-CCM", "id-aes256-ccm", "ccm", 902, 32, 12, 1},
	{"id-aes256-GCM", "id-aes256-gcm", "gcm", 901, 32, 12, 1},
	{"id-aes256-wrap", "id-aes256-wrap", "wrap", 790, 32, 8, 8},
	{"id-aes256-wrap-pad", "id-aes256-wrap-pad", "wrap", 903, 32, 4, 8},
	{"id-smime-alg-CMS3DESwrap", "id-smime-alg-cms3deswrap", "wrap", 246, 24, 0, 8},
}

// findCipher knows a cipher by its name in any case; nil when there is none.
func findCipher(name string) *cipherSpec {
	for i := range cipherSpecs {
		if strings.EqualFold(cipherSpecs[i].name, name) {
			return &cipherSpecs[i]
		}
	}
	return nil
}

// authenticates says that the cipher makes a tag.
func (s *cipherSpec) authenticates() bool {
	return s.mode == "gcm" || s.mode == "ccm" || s.mode == "ocb" || s.name == "chacha20-poly1305"
}

// validIV checks the length of an initialization vector; the authenticating modes take several.
func (s *cipherSpec) validIV(length int) bool {
	switch s.mode {
	case "gcm":
		return length > 0
	case "ccm":
		return length >= 7 && length <= 13
	case "ocb":
		return length >= 1 && length <= 15
	}
	return length == s.ivLength
}

// validTag checks the length of a tag.
func (s *cipherSpec) validTag(length int) bool {
	switch s.mode {
	case "gcm":
		return length == 4 || length == 8 || length >= 12 && length <= 16
	case "ccm":
		return length >= 4 && length <= 16 && length%2 == 0
	}
	return length >= 1 && length <= 16
}

// newBlock is the block cipher of a key.
func (s *cipherSpec) newBlock(key []byte) (cipher.Block, error) {
	if strings.HasPrefix(s.canonical, "des-ede3") || strings.Contains(s.canonical, "3des") {
		return des.NewTripleDESCipher(key)
	}
	if strings.HasPrefix(s.canonical, "des-ede") {
		return des.NewTripleDESCipher(append(clone(key), key[:8]...))
	}
	return aes.NewCipher(key)
}
