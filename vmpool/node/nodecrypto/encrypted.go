package nodecrypto

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"strings"

	"golang.org/x/crypto/scrypt"
)

// Private keys under a passphrase: PKCS #8 with PBES2 (RFC 8018), and the older form of PEM with a DEK-Info header.

var (
	errNeedPassphrase  = errors.New("passphrase required for encrypted key")
	errBadPassphrase   = errors.New("bad decrypt")
	errCipherForKey    = osslError{"0300007A", "digital envelope routines", "cipher parameter error"}
	errPassphraseBytes = errors.New("iterations or memory of an encrypted key are out of bounds")
)

var (
	oidPBES2  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
	oidScrypt = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11591, 4, 11}
)

// keyCiphers are the ciphers for keys, with the standard library's name for the older form, zero where that has none.
var keyCiphers = []struct {
	name string
	oid  asn1.ObjectIdentifier
	old  x509.PEMCipher
}{
	{"aes-128-cbc", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 2}, x509.PEMCipherAES128},
	{"aes-128-ecb", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 1}, 0},
	{"aes-192-ecb", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 21}, 0},
	{"aes-256-ecb", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 41}, 0},
	{"aes-192-cbc", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 22}, x509.PEMCipherAES192},
	{"aes-256-cbc", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 42}, x509.PEMCipherAES256},
	{"des-ede3-cbc", asn1.ObjectIdentifier{1, 2, 840, 113549, 3, 7}, x509.PEMCipher3DES},
}

var prfOIDs = []struct {
	digest string
	oid    asn1.ObjectIdentifier
}{
	{"sha1", asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 7}},
	{"sha224", asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 8}},
	{"sha256", asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}},
	{"sha384", asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 10}},
	{"sha512", asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 11}},
}

type (
	encryptedDER struct {
		Algorithm pkix.AlgorithmIdentifier
		Data      []byte
	}
	pbes2DER struct{ KDF, Cipher pkix.AlgorithmIdentifier }
	pbkdfDER struct {
		Salt       []byte
		Iterations int
		Length     int                      `asn1:"optional"`
		PRF        pkix.AlgorithmIdentifier `asn1:"optional"`
	}
	scryptDER struct {
		Salt    []byte
		N, R, P int
		Length  int `asn1:"optional"`
	}
)

// parseEncrypted reads an EncryptedPrivateKeyInfo; a nil passphrase is none. Other structures give errUnsupportedKey.
func parseEncrypted(der, passphrase []byte) (*key, error) {
	var info encryptedDER
	if err := unmarshal(der, &info); err != nil || !info.Algorithm.Algorithm.Equal(oidPBES2) {
		return nil, errUnsupportedKey
	}
	if passphrase == nil {
		return nil, errNeedPassphrase
	}
	var scheme pbes2DER
	if err := unmarshal(info.Algorithm.Parameters.FullBytes, &scheme); err != nil {
		return nil, err
	}
	var spec *cipherSpec
	for _, c := range keyCiphers {
		if c.oid.Equal(scheme.Cipher.Algorithm) {
			spec = findCipher(c.name)
		}
	}
	var iv []byte
	if spec == nil || unmarshal(scheme.Cipher.Parameters.FullBytes, &iv) != nil || len(iv) != spec.ivLength {
		return nil, errUnsupportedKey
	}
	secret, err := deriveForKey(scheme.KDF, passphrase, spec.keyLength)
	if err != nil {
		return nil, err
	}
	c, err := newCrypter(spec, secret, iv, true, 0)
	if err != nil {
		return nil, err
	}
	out, err := c.all(info.Data)
	if err != nil {
		return nil, errBadPassphrase
	}
	k, err := parsePrivate(out, "pkcs8")
	if err != nil {
		return nil, errBadPassphrase
	}
	return k, nil
}

// deriveForKey makes the key of a cipher of a passphrase. What an attacker's file may ask for is bounded.
func deriveForKey(kdf pkix.AlgorithmIdentifier, passphrase []byte, length int) ([]byte, error) {
	switch {
	case kdf.Algorithm.Equal(oidPBKDF2):
		var p pbkdfDER
		if err := unmarshal(kdf.Parameters.FullBytes, &p); err != nil {
			return nil, err
		}
		if p.Iterations < 1 || p.Iterations > 10_000_000 {
			return nil, errPassphraseBytes
		}
		name := ""
		if p.PRF.Algorithm == nil {
			name = "sha1"
		}
		for _, f := range prfOIDs {
			if f.oid.Equal(p.PRF.Algorithm) {
				name = f.digest
			}
		}
		if name == "" {
			return nil, errUnsupportedKey
		}
		return pbkdf2(context.Background(), digests[name].new, passphrase, p.Salt, p.Iterations, length)
	case kdf.Algorithm.Equal(oidScrypt):
		var p scryptDER
		if err := unmarshal(kdf.Parameters.FullBytes, &p); err != nil {
			return nil, err
		}
		if p.N < 2 || p.R < 1 || p.P < 1 || p.N > 1<<20 || p.R > 64 || p.P > 64 || p.N*p.R > 1<<21 {
			return nil, errPassphraseBytes
		}
		return scrypt.Key(passphrase, p.Salt, p.N, p.R, p.P, length)
	}
	return nil, errUnsupportedKey
}

// encryptPKCS8 puts a PKCS #8 key under a passphrase as OpenSSL does: PBKDF2 with HMAC-SHA-256 and 2,048 iterations.
func encryptPKCS8(der []byte, cipherName string, passphrase []byte) ([]byte, error) {
	for _, c := range keyCiphers {
		spec := findCipher(cipherName)
		if spec == nil || spec.canonical != c.name {
			continue
		}
		salt, iv := make([]byte, 8), make([]byte, spec.ivLength)
		fillRandom(salt)
		fillRandom(iv)
		kdf := pbkdfDER{Salt: salt, Iterations: 2048, PRF: pkix.AlgorithmIdentifier{Algorithm: prfOIDs[2].oid, Parameters: asn1.NullRawValue}}
		kdfDER, err := asn1.Marshal(kdf)
		if err != nil {
			return nil, err
		}
		ivDER, err := asn1.Marshal(iv)
		if err != nil {
			return nil, err
		}
		scheme := pbes2DER{
			pkix.AlgorithmIdentifier{Algorithm: oidPBKDF2, Parameters: asn1.RawValue{FullBytes: kdfDER}},
			pkix.AlgorithmIdentifier{Algorithm: c.oid, Parameters: asn1.RawValue{FullBytes: ivDER}},
		}
		schemeDER, err := asn1.Marshal(scheme)
		if err != nil {
			return nil, err
		}
		secret, err := deriveForKey(scheme.KDF, passphrase, spec.keyLength)
		if err != nil {
			return nil, err
		}
		sealed, err := seal(spec, secret, iv, der)
		if err != nil {
			return nil, err
		}
		return asn1.Marshal(encryptedDER{
			pkix.AlgorithmIdentifier{Algorithm: oidPBES2, Parameters: asn1.RawValue{FullBytes: schemeDER}}, sealed,
		})
	}
	return nil, errCipherForKey
}

// seal encrypts all of data with one cipher.
func seal(spec *cipherSpec, secret, iv, data []byte) ([]byte, error) {
	c, err := newCrypter(spec, secret, iv, false, 0)
	if err != nil {
		return nil, err
	}
	return c.all(data)
}

// decryptPEM opens a block with a DEK-Info header.
func decryptPEM(block *pem.Block, passphrase []byte) ([]byte, error) {
	if passphrase == nil {
		return nil, errNeedPassphrase
	}
	der, err := x509.DecryptPEMBlock(block, passphrase) //nolint:staticcheck // Node reads such keys, so programs have them
	if err != nil {
		return nil, errBadPassphrase
	}
	return der, nil
}

// encryptPEM is the inverse of decryptPEM.
func encryptPEM(block *pem.Block, cipherName string, passphrase []byte) (*pem.Block, error) {
	for _, c := range keyCiphers {
		if spec := findCipher(cipherName); spec != nil && spec.canonical == c.name && c.old != 0 {
			out, err := x509.EncryptPEMBlock(rand.Reader, block.Type, block.Bytes, passphrase, c.old) //nolint:staticcheck // as above
			if err == nil {
				out.Headers["DEK-Info"] = strings.ToUpper(out.Headers["DEK-Info"])
			}
			return out, err
		}
	}
	return nil, errCipherForKey
}

// isEncryptedPEM reports whether a block has a DEK-Info header.
func isEncryptedPEM(block *pem.Block) bool {
	return strings.Contains(block.Headers["Proc-Type"], "ENCRYPTED")
}
