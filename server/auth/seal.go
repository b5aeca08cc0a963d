package auth

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"sync"
	"time"
)

// What the door hands to a browser to bring back, or puts into the database not to be read there, is sealed: encrypted and
// bound to its purpose, with keys made of one secret of the server.
type purpose string

const (
	ofDevice   purpose = "device"   // a browser that is known for a login
	ofFactor   purpose = "factor"   // the secret of a second factor in the database
	ofTicket   purpose = "ticket"   // a second factor that is being turned on
	ofProvider purpose = "provider" // a browser on its way to a provider of sign-in
	ofPending  purpose = "pending"  // a browser that comes from there and owes a code
)

// secret is the server's own, read once.
type secret struct {
	mu    sync.Mutex
	bytes []byte
}

var errSeal = errors.New("auth: this was not sealed here, or for something else, or too long ago")

// sealed is what lies under a seal; Until is zero for what does not run out.
type sealed[T any] struct {
	Value T         `json:"v"`
	Until time.Time `json:"u"`
}

func (d *Door) cipher(ctx context.Context, p purpose) (cipher.AEAD, error) {
	d.secret.mu.Lock()
	defer d.secret.mu.Unlock()
	if d.secret.bytes == nil {
		fresh := make([]byte, 32)
		_, _ = rand.Read(fresh) // never fails
		kept, err := d.accounts.Key(ctx, "door", fresh)
		if err != nil {
			return nil, err
		}
		d.secret.bytes = kept
	}
	key, err := hkdf.Key(sha256.New, d.secret.bytes, nil, string(p), 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func seal[T any](ctx context.Context, d *Door, p purpose, v T, until time.Time) (string, error) {
	under, err := d.cipher(ctx, p)
	if err != nil {
		return "", err
	}
	plain, err := json.Marshal(sealed[T]{v, until})
	if err != nil {
		return "", err
	}
	nonce := make([]byte, under.NonceSize())
	_, _ = rand.Read(nonce)
	return base64.RawURLEncoding.EncodeToString(under.Seal(nonce, nonce, plain, []byte(p))), nil
}

// unseal gives what was sealed for a purpose, or errSeal.
func unseal[T any](ctx context.Context, d *Door, p purpose, text string) (v T, err error) {
	under, err := d.cipher(ctx, p)
	if err != nil {
		return v, err
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) < under.NonceSize() {
		return v, errSeal
	}
	plain, err := under.Open(nil, raw[:under.NonceSize()], raw[under.NonceSize():], []byte(p))
	if err != nil {
		return v, errSeal
	}
	var s sealed[T]
	if err := json.Unmarshal(plain, &s); err != nil || !s.Until.IsZero() && d.now().After(s.Until) {
		return v, errSeal
	}
	return s.Value, nil
}

// deviceLife is how long a browser stays known that nobody signs in at.
const deviceLife = 180 * 24 * time.Hour

// device is a browser from which somebody has signed in to a login.
type device struct{ Login, ID string }

// newDevice makes a browser known for a login.
func (d *Door) newDevice(ctx context.Context, login string) (string, error) {
	return seal(ctx, d, ofDevice, device{login, newToken()[:16]}, d.now().Add(deviceLife))
}

// device gives the id of a browser that is known for a login; empty where it is not.
func (d *Door) device(ctx context.Context, shown, login string) string {
	if shown == "" {
		return ""
	}
	known, err := unseal[device](ctx, d, ofDevice, shown)
	if err != nil || known.Login != login {
		return ""
	}
	return known.ID
}
