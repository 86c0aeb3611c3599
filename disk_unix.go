//go:build linux || darwin

package main

import "syscall"

// freeBytes says how much of the disk that holds a folder this user may fill.
func freeBytes(folder string) (free uint64, known bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0, false
	}
	return s.Bavail * uint64(s.Bsize), true
}
