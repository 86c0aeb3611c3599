package bot

import "github.com/claimbot/claimbot/claims"

// pasting is what was given for an article whose page could not be fetched.
type pasting struct{ given claims.Given }
