package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

const (
	readyEvent   = `{"v":9,"session_id":"s","user":{"id":"42","username":"claimbot"},"application":{"id":"1001"},"guilds":[{"id":"10","unavailable":true}]}`
	commandEvent = `{"id":"1","application_id":"1001","token":"t","type":2,` + person + `,"data":{"id":"5","name":"ask","type":1}}`
	messageEvent = `{"id":"1","channel_id":"2","content":"hello","author":{"id":"3"}}`
)

// hear makes a dispatcher, plays it the events, and waits for the handlers.
func hear(t *testing.T, events Events, play ...[2]string) (*Client, *logged) {
	t.Helper()
	c, _, log := serve(t, &script{})
	d := newDispatcher(t.Context(), c, events)
	for _, e := range play {
		d.event(e[0], []byte(e[1]))
	}
	<-d.stop()
	return c, log
}

func TestServersAreToldInOrder(t *testing.T) {
	var told []string
	events := Events{
		Ready: func(_ context.Context, s Self) { told = append(told, "ready "+s.Application+" "+s.User.ID) },
		GuildCreate: func(_ context.Context, g Guild) {
			told = append(told, fmt.Sprint("in ", g.ID, " ", g.Name, " ", g.Joined))
		},
		GuildDelete: func(_ context.Context, id string) { told = append(told, "out "+id) },
	}
	c, _ := hear(t, events,
		[2]string{"READY", readyEvent},
		[2]string{"GUILD_CREATE", `{"id":"10","name":"North"}`},
		[2]string{"GUILD_CREATE", `{"id":"11","name":"South"}`},
		[2]string{"GUILD_UPDATE", `{"id":"11","name":"South"}`},
		[2]string{"GUILD_UPDATE", `{"id":"11","name":"Far South"}`},
		[2]string{"GUILD_DELETE", `{"id":"10","unavailable":true}`},
		[2]string{"GUILD_CREATE", `{"id":"10","name":"North"}`},
		[2]string{"GUILD_CREATE", `{"id":"12","name":"West"}`},
		[2]string{"GUILD_DELETE", `{"id":"12"}`},
		[2]string{"GUILD_CREATE", `{"id":"","name":"?"}`},
		[2]string{"GUILD_CREATE", `null`},
		[2]string{"GUILD_DELETE", `[]`},
	)
	want := []string{
		"ready 1001 42", "in 10 North false", "in 11 South true", "in 11 Far South false", "in 10 North false",
		"in 12 West true", "out 12",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Guild{{ID: "11", Name: "Far South"}, {ID: "10", Name: "North"}}, c.Guilds()); diff != "" {
		t.Error(diff)
	}
}

func TestReadyForgetsServersThatWereLeft(t *testing.T) {
	again := strings.Replace(readyEvent, `"id":"10"`, `"id":"11"`, 1)
	c, _ := hear(t, Events{}, [2]string{"READY", readyEvent}, [2]string{"GUILD_CREATE", `{"id":"10","name":"North"}`}, [2]string{"READY", again})
	if diff := cmp.Diff([]Guild{{ID: "11"}}, c.Guilds()); diff != "" {
		t.Error(diff)
	}
}

// TestHalfEventsGoNoFurther plays events that lack what Events promises.
func TestHalfEventsGoNoFurther(t *testing.T) {
	events := Events{
		Interaction: func(_ context.Context, i *discordgo.Interaction) { t.Errorf("heard %+v", i) },
		Message:     func(_ context.Context, m *discordgo.Message) { t.Errorf("heard %+v", m) },
		Ready:       func(_ context.Context, s Self) { t.Errorf("heard %+v", s) },
	}
	halves := [][2]string{{"READY", `{}`}, {"READY", `{"user":null}`}, {"READY", `[]`}, {"NO_SUCH_EVENT", `{}`}}
	for _, data := range []string{
		``, `null`, `{}`, `[]`, `5`, `{"id":"1","token":"t","type":2,"data":{"name":"ask"}}`,
		`{"id":"1","token":"t","type":2,"member":{"roles":[]},"data":{"name":"ask"}}`,
		`{"id":"1","token":"t","type":77,` + person + `}`, `{"token":"t","type":1,` + person + `}`,
		`{"id":"1","type":1,` + person + `}`, `{"id":"1","token":"t","type":2,` + person + `}`,
	} {
		halves = append(halves, [2]string{"INTERACTION_CREATE", data})
	}
	for _, data := range []string{
		``, `null`, `{}`, `{"id":"1","channel_id":"2"}`, `{"id":"1","author":{"id":"3"}}`, `{"channel_id":"2","author":{"id":"3"}}`,
		`{"id":"1","channel_id":"2","author":null}`,
	} {
		halves = append(halves, [2]string{"MESSAGE_CREATE", data})
	}
	_, log := hear(t, events, halves...)
	if strings.Contains(log.String(), "panicked") {
		t.Error(log)
	}
	hear(t, Events{}, [2]string{"READY", readyEvent}, [2]string{"INTERACTION_CREATE", commandEvent}, [2]string{"MESSAGE_CREATE", messageEvent})
}

func TestPanicGoesNoFurther(t *testing.T) {
	heard := make(chan string, 9)
	events := Events{
		Ready:       func(context.Context, Self) { panic("in ready") },
		GuildCreate: func(_ context.Context, g Guild) { heard <- g.ID },
		Interaction: func(_ context.Context, i *discordgo.Interaction) { panic(errors.New("in an interaction")) },
		Message:     func(_ context.Context, m *discordgo.Message) { heard <- m.Content },
	}
	_, log := hear(t, events,
		[2]string{"READY", readyEvent}, [2]string{"GUILD_CREATE", `{"id":"10"}`},
		[2]string{"INTERACTION_CREATE", commandEvent}, [2]string{"MESSAGE_CREATE", messageEvent})
	got := []string{<-heard, <-heard}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"10", "hello"}, got); diff != "" {
		t.Error(diff)
	}
	for _, want := range []string{"in ready", "in an interaction", "event=READY", "event=INTERACTION_CREATE", " id="} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log has no %q: %s", want, log)
		}
	}
}

// TestPlacesAreBounded lets two handlers hang: the third interaction is turned
// away, and nothing stands still.
func TestPlacesAreBounded(t *testing.T) {
	c, _, log := serve(t, &script{}, func(o *Options) { o.Handlers = 2 })
	release, entered, turned := make(chan struct{}), make(chan struct{}, 9), make(chan string, 9)
	d := newDispatcher(t.Context(), c, Events{
		Interaction: func(context.Context, *discordgo.Interaction) { entered <- struct{}{}; <-release },
		Busy:        func(_ context.Context, i *discordgo.Interaction) { turned <- i.ID },
		Message:     func(context.Context, *discordgo.Message) { t.Error("a message found a place") },
	})
	for range 3 {
		d.event("INTERACTION_CREATE", []byte(commandEvent))
	}
	d.event("MESSAGE_CREATE", []byte(messageEvent))
	if <-turned != "1" || len(turned) > 0 {
		t.Error("not one was turned away")
	}
	<-entered
	<-entered
	done := d.stop()
	select {
	case <-done:
		t.Fatal("stop does not wait for handlers")
	default:
	}
	close(release)
	<-done
	d.event("INTERACTION_CREATE", []byte(commandEvent))
	d.running.Wait()
	if len(entered) > 0 || len(d.places) > 0 || !strings.Contains(log.String(), "too many messages") {
		t.Errorf("%d came in after the stop, %d places are taken; %s", len(entered), len(d.places), log)
	}
}

// FuzzEvents plays hostile events. Handlers that trust what Events promises
// never panic, and neither does what is before them.
func FuzzEvents(f *testing.F) {
	for _, name := range []string{"READY", "GUILD_CREATE", "GUILD_DELETE", "INTERACTION_CREATE", "MESSAGE_CREATE"} {
		for _, data := range []string{readyEvent, commandEvent, messageEvent, `{"id":"1","guilds":[null]}`,
			strings.Replace(commandEvent, `"type":2`, `"type":5`, 1), strings.Replace(commandEvent, `"type":2`, `"type":3`, 1)} {
			f.Add(name, []byte(data))
		}
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		events := Events{
			Ready:       func(_ context.Context, s Self) { _ = s.User.ID },
			GuildCreate: func(_ context.Context, g Guild) { mustHave(g.ID) },
			GuildDelete: func(_ context.Context, id string) { mustHave(id) },
			Interaction: func(_ context.Context, i *discordgo.Interaction) { trust(i) },
			Message:     func(_ context.Context, m *discordgo.Message) { mustHave(m.ID); mustHave(m.ChannelID); _ = m.Author.ID },
		}
		if _, log := hear(t, events, [2]string{name, string(data)}); strings.Contains(log.String(), "panicked") {
			t.Error(log)
		}
	})
}

func mustHave(s string) {
	if s == "" {
		panic("something that was promised is missing")
	}
}

// trust uses an interaction as a handler may.
func trust(i *discordgo.Interaction) {
	mustHave(i.ID)
	mustHave(i.Token)
	if i.User == nil {
		_ = i.Member.User.ID
	}
	switch i.Type {
	case discordgo.InteractionApplicationCommand, discordgo.InteractionApplicationCommandAutocomplete:
		_, _ = json.Marshal(i.ApplicationCommandData())
	case discordgo.InteractionMessageComponent:
		_ = i.MessageComponentData()
	case discordgo.InteractionModalSubmit:
		for _, c := range i.ModalSubmitData().Components {
			_ = c.Type()
		}
	}
}
