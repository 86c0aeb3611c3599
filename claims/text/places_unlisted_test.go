package text

import (
	"slices"
	"testing"
)

func TestUnlistedPlaces(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{"Shells fell on the town of Port Ersel before dawn.", []string{"Port Ersel"}},
		{"Two people were killed in Halvick on Monday. Halvick was quiet later.", []string{"Halvick", "Halvick"}},
		{"A convoy passed near Varnholm and northern Sarnia Vale province.", []string{"Varnholm", "Sarnia Vale"}},
		{"Dremmin and Castle Orr were also shelled.", []string{"Dremmin", "Castle Orr"}},
		{"Orrin was hit by a car.", nil},
		{"He spoke in Parliament in December in English.", nil},
		{"It was posted in Truth Social and seen in Orrin’s office.", nil},
		{"The treaty stands in Article 5.", nil},
		{"Believers in God met.", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, p := range FindPlaces(tt.in) {
			got = append(got, p.Text)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("FindPlaces(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
