package config_test

import (
	"math"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/config"
)

func TestModelDefaults(t *testing.T) {
	c := load(t, nil)
	if c.HasModel() || c.Model == "" || c.EmbeddingModel == "" || c.Budget != 1 || c.DiscordURL != "https://discord.com" {
		t.Errorf("defaults are %+v", c)
	}
	if _, known := c.Prices.Of(c.Model); !known {
		t.Errorf("the default model %s has no price", c.Model)
	}
}

func TestHasModel(t *testing.T) {
	for name, value := range map[string]string{"OPENAI_API_KEY": "sk-1", "OPENAI_BASE_URL": "http://localhost:11434/v1/"} {
		if c := load(t, map[string]string{name: value}); !c.HasModel() || strings.HasSuffix(string(c.OpenAIBaseURL), "/") {
			t.Errorf("with %s: %+v", name, c)
		}
	}
}

func TestUnlimitedBudget(t *testing.T) {
	if c := load(t, map[string]string{"CLAIMBOT_BUDGET": "unlimited"}); !math.IsInf(float64(c.Budget), 1) || c.Budget.String() != "unlimited" {
		t.Errorf("budget is %v", c.Budget)
	}
}

func TestPrices(t *testing.T) {
	c := load(t, map[string]string{"CLAIMBOT_PRICES": "gpt-4o-mini=7/8, own=3/4.5"})
	tests := []struct {
		model string
		want  config.Price
		known bool
	}{
		{"own", config.Price{Prompt: 3, Completion: 4.5}, true},
		{"gpt-4o-mini", config.Price{Prompt: 7, Completion: 8}, true},
		{"openai/gpt-4o-mini-2024-07-18", config.Price{Prompt: 7, Completion: 8}, true},
		{"gpt-4.1-mini-2025-04-14", config.Price{Prompt: 0.4, Completion: 1.6}, true},
		{"gpt-4.1-mini-2025", config.Price{}, false},
		{"gpt-4.1-minim-2025-04-14", config.Price{}, false},
		{"llama3.2", config.Price{}, false},
		{"", config.Price{}, false},
	}
	for _, tt := range tests {
		if got, known := c.Prices.Of(tt.model); got != tt.want || known != tt.known {
			t.Errorf("%q costs %v %v, want %v %v", tt.model, got, known, tt.want, tt.known)
		}
	}
}

// TestModelWithoutPrice: at OpenAI a budget without a price would hold
// nothing, so it is asked for; elsewhere a model may be free.
func TestModelWithoutPrice(t *testing.T) {
	paid := map[string]string{"OPENAI_API_KEY": "sk-1", "OPENAI_MODEL": "gpt-99"}
	_, err := config.Load(environment(paid), "")
	if got := problems(t, err); len(got) != 1 || !strings.Contains(got[0].String(), "gpt-99=") {
		t.Errorf("problems are %v", got)
	}
	for name, value := range map[string]string{
		"OPENAI_BASE_URL": "http://localhost:8080", "CLAIMBOT_BUDGET": "unlimited", "CLAIMBOT_PRICES": "gpt-99=1/2", "OPENAI_MODEL": "gpt-5.4-mini",
	} {
		t.Run(name, func(t *testing.T) {
			load(t, map[string]string{"OPENAI_API_KEY": "sk-1", "OPENAI_MODEL": "gpt-99", name: value})
		})
	}
}

func TestDiscordToken(t *testing.T) {
	const token = "MTAwMDAwMDAwMDAwMDAwMDAx.GAbCdE.abcdefghijklmnopqrstuvwxyz0123456789_-"
	tests := []struct{ value, want string }{
		{token, ""},
		{"Bot " + token, `begins with "Bot "`},
		{"bot " + token, `begins with "Bot "`},
		{"1000000000000000001", "id"},
		{strings.Repeat("0a", 32), "public key"},
		{strings.Repeat("aB3-", 8), "client secret"},
		{"hello.world.here" + strings.Repeat("x", 50), "three parts"},
		{strings.TrimSuffix(token, ".abcdefghijklmnopqrstuvwxyz0123456789_-"), "three parts"},
		{token + "\n", "holds a space"},
	}
	for _, tt := range tests {
		_, err := config.Load(environment(map[string]string{"DISCORD_TOKEN": tt.value}), "")
		if tt.want == "" {
			if err != nil {
				t.Errorf("refused: %v", err)
			}
			continue
		}
		message := problems(t, err)[0].String()
		if !strings.Contains(message, tt.want) || strings.Contains(message, strings.TrimSpace(tt.value)) {
			t.Errorf("message is %s, want %q and no token", message, tt.want)
		}
		if !strings.Contains(tt.want, "Bot ") && !strings.Contains(message, "Reset Token") {
			t.Errorf("message does not say where to click: %s", message)
		}
	}
}

func TestPasswordInAnAddressIsNotShown(t *testing.T) {
	_, err := config.Load(environment(map[string]string{"OPENAI_BASE_URL": "https://me:" + password + "@models.example/v1"}), "")
	if len(problems(t, err)) != 1 {
		t.Errorf("problems are %v", err)
	}
	check(t, "message", err.Error())
}

func TestSharedNamesMisspelt(t *testing.T) {
	tests := []struct{ src, want string }{
		{"OPENAI_APIKEY=1", "OPENAI_API_KEY"},
		{"OPENAI_KEY=1", "OPENAI_API_KEY"},
		{"openai_model=1", "OPENAI_MODEL"},
		{"OPENAI_API_BASE=1", "OPENAI_BASE_URL"},
		{"DISCORD_BOT_TOKEN=1", "DISCORD_TOKEN"},
		{"DISCORD_TOKE=1", "DISCORD_TOKEN"},
		{"OPENAI_ORG_ID=1\nOPENAI_LOG=debug\nDISCORD_WEBHOOK=1\nTOKEN=1\nDB=1", ""},
		{"OPENAI_KEY=1\nOPENAI_API_KEY=sk-1", ""},
	}
	for _, tt := range tests {
		_, err := config.Load(environment(nil), dotenv(t, tt.src))
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.src, err)
		case tt.want != "" && !strings.HasSuffix(problems(t, err)[0].String(), "did you mean "+tt.want+"?"):
			t.Errorf("%s: %v", tt.src, err)
		}
	}
}

func load(t *testing.T, values map[string]string) config.Config {
	t.Helper()
	c, err := config.Load(environment(values), "")
	if err != nil {
		t.Fatal(err)
	}
	return c
}
