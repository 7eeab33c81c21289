package nodecrypto

import (
	"errors"
	"strings"

	"github.com/dop251/goja"
)

// osslError is an error of OpenSSL's queue, which Node shows with its number, library and reason.
type osslError struct{ number, library, reason string }

func (e osslError) Error() string { return "error:" + e.number + ":" + e.library + "::" + e.reason }

// code is Node's code of the error.
func (e osslError) code() string {
	prefix := map[string]string{
		"digital envelope routines": "EVP_", "rsa routines": "RSA_", "Diffie-Hellman routines": "DH_",
	}[e.library]
	return "ERR_OSSL_" + prefix + strings.ToUpper(strings.NewReplacer(" ", "_", "-", "_").Replace(e.reason))
}

var (
	errDataTooLarge    = osslError{"0200006E", "rsa routines", "data too large for key size"}
	errDataTooSmall    = osslError{"0200007A", "rsa routines", "data too small for key size"}
	errDigestTooBig    = osslError{"02000070", "rsa routines", "digest too big for rsa key"}
	errInvalidPadding  = osslError{"0200008A", "rsa routines", "invalid padding"}
	errUnknownPadding  = osslError{"02000076", "rsa routines", "unknown padding type"}
	errOAEPDecoding    = osslError{"02000079", "rsa routines", "oaep decoding error"}
	errExponent        = osslError{"020000B2", "rsa routines", "pub exponent out of range"}
	errKeySizeTooSmall = osslError{"1C8000AB", "Provider routines", "key size too small"}
	errPaddingMode     = osslError{"1C8000A5", "Provider routines", "illegal or unsupported padding mode"}
	errDigestForbidden = osslError{"1C8000AE", "Provider routines", "digest not allowed"}
	errSaltTooSmall    = osslError{"1C8000AC", "Provider routines", "pss saltlen too small"}
	errEdDSADigest     = osslError{"1C80007A", "Provider routines", "invalid digest"}
	errDomainMismatch  = osslError{"1C8000CB", "Provider routines", "mismatching domain parameters"}
	errKeyOperation    = osslError{"03000096", "digital envelope routines", "operation not supported for this keytype"}
	errNotXOF          = osslError{"030000B2", "digital envelope routines", "not XOF or invalid length"}
	errFinalLength     = osslError{"1C80006B", "Provider routines", "wrong final block length"}
	errTagNotSet       = osslError{"1C800077", "Provider routines", "tag not set"}
	errBadDecrypt      = osslError{"1C800064", "Provider routines", "bad decrypt"}
	errModulusTooSmall = osslError{"0280007E", "Diffie-Hellman routines", "modulus too small"}
	errBadGenerator    = osslError{"02800065", "Diffie-Hellman routines", "bad generator"}
)

// failure is err as JavaScript sees it: OpenSSL's with all that Node tells of them, others as plain errors.
func (n *natives) failure(err error) goja.Value {
	var e osslError
	if !errors.As(err, &e) {
		return n.vm.NewError("Error", "ERR_CRYPTO_OPERATION_FAILED", "%s", err)
	}
	obj := n.vm.NewError("Error", "", "%s", e)
	for _, p := range []struct{ key, value string }{{"library", e.library}, {"reason", e.reason}, {"code", e.code()}} {
		if err := obj.Set(p.key, p.value); err != nil {
			n.vm.Rethrow(err)
		}
	}
	return obj
}
