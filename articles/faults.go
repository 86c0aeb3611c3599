package articles

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"

	"github.com/claimbot/claimbot/claims"
)

// fetchError says in a sentence why a page could not be fetched.
func fetchError(ctx context.Context, host string, err error) error {
	_, unknown := errors.AsType[*net.DNSError](err)
	switch {
	case errors.Is(context.Cause(ctx), context.Canceled):
		return context.Canceled
	case isSaid(err):
		return err
	case errors.Is(err, errRefused):
		return claims.WrapErrorf(claims.EForbidden, err, "%s leads into a private or internal network, from which nothing is fetched; paste the text instead.", host)
	case errors.Is(err, errPort):
		return claims.WrapErrorf(claims.EForbidden, err, "The address on %s, or one that it leads to, names a port other than 80 and 443, from which nothing is fetched; paste the text instead.", host)
	case errors.Is(err, errRedirects):
		return claims.WrapErrorf(claims.EUnavailable, err, "%s sends on from page to page without end; open it in a browser and paste the text instead.", host)
	case errors.Is(err, errRedirect):
		return claims.WrapErrorf(claims.EForbidden, err, "%s sends on to something that is not a web page; open it in a browser and paste the text instead.", host)
	case errors.Is(err, errTurn):
		return claims.WrapErrorf(claims.EUnavailable, err, "%s is asked for one page at a time, and the turn of this one did not come; try again later.", host)
	case isTimeout(err):
		return claims.WrapErrorf(claims.EUnavailable, err, "%s did not answer in time; try again later, or paste the text instead.", host)
	case unknown:
		return lookupError(host, err)
	case isTLS(err):
		return claims.WrapErrorf(claims.EUnavailable, err, "%s cannot prove who it is, or does not speak TLS as it should; check the address, or paste the text instead.", host)
	}
	return claims.WrapErrorf(claims.EUnavailable, err, "%s could not be reached, or broke off; check the address and the connection, or paste the text instead.", host)
}

func lookupError(host string, err error) error {
	if e, ok := errors.AsType[*net.DNSError](err); ok && !e.IsNotFound {
		return claims.WrapErrorf(claims.EUnavailable, err, "The address of %s could not be looked up; check the connection, or paste the text instead.", host)
	}
	return claims.WrapErrorf(claims.ENotFound, err, "There is no site %s; check the address.", host)
}

func isTimeout(err error) bool {
	timeout, ok := errors.AsType[net.Error](err)
	return ok && timeout.Timeout() || errors.Is(err, context.DeadlineExceeded)
}

func isTLS(err error) bool {
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	_, record := errors.AsType[tls.RecordHeaderError](err)
	_, alert := errors.AsType[tls.AlertError](err)
	said, isSaid := errors.AsType[*net.OpError](err)
	_, unknown := errors.AsType[x509.UnknownAuthorityError](err)
	return certificate || record || alert || unknown || isSaid && said.Op == "remote error" || errors.Is(err, http.ErrSchemeMismatch)
}
