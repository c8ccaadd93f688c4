//! Every component in every state, at `/dev/ui`.

use leptos::{context::Provider, prelude::*};
use uuid::Uuid;

use crate::ui::{passkey::Ceremony, prelude::*, qr::Qr};

/// The gallery: the body of the page, to stand in the ordinary frame.
pub fn gallery() -> impl IntoView {
    view! {
        <PageHead title="Components" lead="Every piece of the interface in every state. Look here before you write a new one." />
        <div class="tf-stack">
            <Words />
            <Colours />
            <Buttons />
            <Fields />
            <Refused />
            <People />
            <Figures />
            <Life />
            <Places />
            <Notices />
            <Surfaces />
            <Icons />
        </div>
    }
}

#[component]
fn Words() -> impl IntoView {
    view! {
        <Panel title="Words">
            <div class="grid gap-3">
                <p class="font-serif text-2xl font-semibold">"Get better, one hour at a time"</p>
                <p class="font-serif text-xl font-semibold">"Linear algebra, from the ground up"</p>
                <p class="text-lg font-semibold">"What you will do together"</p>
                <p>"Body text at sixteen pixels. " <TextLink href="#words">"A link in the text"</TextLink> " and " <code>"inline code"</code> "."</p>
                <p class="text-sm text-soft">"Soft and small: the line below a name."</p>
                <p class="text-xs text-soft">"Smaller still: a label over a figure."</p>
                <Wordmark />
                <Quote text="She waited until I had found the mistake myself.\nThen she showed me a shorter way." />
                <Command line="curl -F files=@fizz.rs \\\n  https://tutors.example.org/api/v1/submissions" label="A command" />
                <Qr text="otpauth://totp/TutorForge:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" label="A key for an app" />
                <PasskeyForm ceremony=Ceremony::Show challenge="null" label="Use a passkey" />
                <CodeBlock title="fizz.rs" code="fn main() {\n    println!(\"1 < 2 && <b>not bold</b>\");\n}" />
            </div>
        </Panel>
    }
}

#[component]
fn Colours() -> impl IntoView {
    view! {
        <Panel title="Colours">
            <div class="grid grid-cols-2 gap-2 text-sm sm:grid-cols-4">
                <div class="rounded-md border border-line bg-paper p-3">"paper"</div>
                <div class="rounded-md border border-line bg-raised p-3">"raised"</div>
                <div class="rounded-md bg-wash p-3">"wash"</div>
                <div class="rounded-md bg-ember p-3 text-on-ember">"ember"</div>
                <div class="rounded-md bg-success-tint p-3 text-success">"success"</div>
                <div class="rounded-md bg-warning-tint p-3 text-warning">"warning"</div>
                <div class="rounded-md bg-danger-tint p-3 text-danger">"danger"</div>
                <div class="rounded-md bg-info-tint p-3 text-info">"info"</div>
            </div>
        </Panel>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <Panel title="Buttons, menus, dialogs">
            <div class="grid gap-4">
                <div class="flex flex-wrap items-center gap-3">
                    <Button look=Look::Primary>"Request Tuesday 14:00"</Button>
                    <Button icon=Icon::Pencil>"Edit"</Button>
                    <Button look=Look::Bare>"Not now"</Button>
                    <Button look=Look::Danger icon=Icon::CalendarX>"Cancel booking"</Button>
                    <Button disabled=true>"Not yet"</Button>
                    <ButtonLink href="#main" icon=Icon::ArrowRight>"A link"</ButtonLink>
                </div>
                <div class="flex flex-wrap items-center gap-3">
                    <Button look=Look::Primary size=Size::Small>"Small"</Button>
                    <Button look=Look::Primary>"Medium"</Button>
                    <Button look=Look::Primary size=Size::Large>"Large"</Button>
                    <button type="button" class="btn btn-primary" aria-busy="true" disabled>"On its way"</button>
                </div>
                <div class="flex flex-wrap items-start gap-3">
                    <Menu label="Sort: best match" left=true>
                        <MenuLink href="#main" icon=Icon::Sparkles>"Best match"</MenuLink>
                        <MenuLink href="#main" icon=Icon::Star>"Rating"</MenuLink>
                        <MenuLink href="#main" icon=Icon::Wallet>"Price"</MenuLink>
                    </Menu>
                    <Button opens="gallery-dialog">"Open a dialog"</Button>
                    <Disclosure label="Decline this request…">
                        <Form key="k" action="decline" action_label="Decline" look=Look::Danger consequence="The hour is free again and the student is told why.">
                            <TextAreaField name="why" label="Why" hint="They read this." />
                        </Form>
                    </Disclosure>
                </div>
                <Dialog id="gallery-dialog" title="Cancel Tuesday 14:00?">
                    <p>"Amina is told at once and the hour is free again. Nothing is charged until 24 hours before."</p>
                    <Form
                        key="k"
                        action="cancel"
                        action_label="Cancel the booking"
                        look=Look::Danger
                        beside=view! { <CloseDialog>"Keep it"</CloseDialog> }.into_any()
                    />
                </Dialog>
            </div>
        </Panel>
    }
}

fn levels() -> Vec<Choice> {
    vec![Choice::new("school", "School"), Choice::new("university", "University"), Choice::new("work", "At work")]
}

#[component]
fn Fields() -> impl IntoView {
    view! {
        <Panel title="Fields">
            <div class="max-w-form">
                <Form key="gallery" action="fields" action_label="Save profile" consequence="Shown on your page at once." beside=view! { <ButtonLink href="#main" look=Look::Bare>"Back"</ButtonLink> }.into_any()>
                    <TextField name="name" label="Display name" hint="As other people see it." autocomplete="name" />
                    <EmailField />
                    <PasswordField new=true hint="At least ten characters. A sentence works well." />
                    <div class="tf-field-pair">
                        <NumberField name="price" label="Price" before="€" after="per hour" min="5" max="500" value="32" />
                        <SelectField name="level" label="Level" choices=levels() any="Any level" required=false />
                    </div>
                    <div class="tf-field-pair">
                        <DateField name="day" label="Day" value="2026-11-24" />
                        <TimeField name="from" label="From" value="14:00" step=900 />
                    </div>
                    <TextAreaField name="help" label="What do you want help with?" hint="A topic, a problem, where you are stuck." required=false />
                    <RadioField name="length" label="How long" value="60" lay=Lay::Boxes choices=vec![Choice::new("30", "30 min"), Choice::new("60", "60 min"), Choice::new("90", "90 min").disabled(true)] />
                    <RadioField name="where" label="Where" value="online" choices=vec![Choice::new("online", "Online").hint("A link stands in the booking."), Choice::new("there", "In person")] />
                    <ChecksField name="languages" label="Languages" lay=Lay::Flow required=false values=vec!["en".into()] choices=vec![Choice::new("en", "English"), Choice::new("am", "Amharic"), Choice::new("de", "German")] />
                    <CheckField name="mail" label="Write me an e-mail when someone asks for an hour" checked=true hint="Never more than one a request." />
                    <StarsInput label="How was it?" value="4" />
                    <CodeField name="code" label="Code" rows=4 value="fn main() {\n\tprintln!(\"a line that is longer than this field is wide, and is not broken: it can be scrolled\");\n}\n" />
                    <FileField name="files" label="Files" required=false />
                    <FileField name="folder" label="A folder" pick=Pick::Folder required=false />
                    <SearchField label="Search tutors" placeholder="Subject, name or what you are stuck on" />
                </Form>
            </div>
        </Panel>
    }
}

#[component]
fn Refused() -> impl IntoView {
    let refused = Submitted {
        pairs: vec![
            ("action".into(), "refused".into()),
            ("handle".into(), "ada lovelace".into()),
            ("about".into(), "</textarea> stays here".into()),
        ],
        fields: vec![
            ("handle".into(), "Use letters, digits and dashes only.".into()),
            ("about".into(), "Write at least 40 characters.".into()),
            ("terms".into(), "Agree to go on.".into()),
        ],
        banner: None,
    };
    view! {
        <Panel title="A form that was refused">
            <div class="max-w-form">
                <Provider value=refused>
                    <Form key="refused" action="refused" action_label="Create profile">
                        <TextField name="handle" label="Handle" hint="Your address here: /users/handle" />
                        <TextAreaField name="about" label="About you" />
                        <RadioField name="length" label="How long" choices=vec![Choice::new("30", "30 min"), Choice::new("60", "60 min")] />
                        <CheckField name="terms" label="I teach what I know and keep the times I offer" required=true />
                    </Form>
                </Provider>
            </div>
        </Panel>
    }
}

#[component]
fn People() -> impl IntoView {
    let people = [
        ("Amina Tesfaye", "Proves things slowly and draws everything first", Some(4.9), 128, "€ 38"),
        ("Jonas Weber", "Rust and systems, with a terminal open", Some(4.4), 17, "€ 45"),
        ("Li Na", "School physics in English and Mandarin", None, 0, "€ 22"),
    ];
    let rows = people
        .into_iter()
        .zip(1_u128..)
        .map(|((name, line, mean, count, price), at)| {
            let id = Uuid::from_u128(at * 7_919);
            view! {
                <Row
                    title=name
                    href="#main"
                    line=line
                    lead=view! { <Avatar id=id name=name /> }.into_any()
                    figure=view! { <Figure value=price label="an hour" /> }.into_any()
                >
                    <Rating mean=mean count=count />
                    <Chip label="Linear algebra" note="University" />
                    <Chip label="Tue 14:00" icon=Icon::Clock href="#main" />
                    <Chip label="Wed 09:30" icon=Icon::Clock href="#main" />
                </Row>
            }
        })
        .collect_view();
    let avatars = (1_u128..=8).map(|at| view! { <Avatar id=Uuid::from_u128(at) name="Ada Lovelace" /> }).collect_view();
    view! {
        <Section title="Rows, avatars, ratings, chips" lead="A row is one person or one thing.">
            <List>
                {rows}
                <Row title="A request with an action" line="Tue 24 Nov, 14:00–15:00" action=view! { <Button size=Size::Small>"Accept"</Button> }.into_any()>
                    <Status word="Requested" tone=Tone::Warning />
                </Row>
            </List>
            <div class="flex flex-wrap items-center gap-2">
                {avatars}
                <Avatar id=Uuid::from_u128(3) name="Plato" size=Size::Small />
                <Avatar id=Uuid::from_u128(6) name="Ada Lovelace" size=Size::Large />
            </div>
            <div class="flex flex-wrap items-center gap-4">
                <Rating mean=Some(3.5) count=1 />
                <Stars given=4 />
                <FilterChip label="English" off="#main" />
                <Badge>"Draft"</Badge>
                <Badge tone=Tone::Success icon=Icon::Check>"On time"</Badge>
                <Badge tone=Tone::Info>"New"</Badge>
                <Badge tone=Tone::Warning>"Unclear"</Badge>
                <Badge tone=Tone::Danger>"Late"</Badge>
                <Badge tone=Tone::Ember>"+20 XP"</Badge>
                <Count number=3 of="waiting" />
                <Count number=120 of="waiting" />
            </div>
        </Section>
    }
}

#[component]
fn Figures() -> impl IntoView {
    let row = |name: &'static str, hours: &'static str, paid: &'static str| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="tf-num">{hours}</td>
                <td class="tf-num">{paid}</td>
                <td><Status word="Completed" tone=Tone::Success /></td>
            </tr>
        }
    };
    view! {
        <Section title="Facts and tables">
            <Facts>
                <Fact label="Hours taught" value="412" why="since March 2025" />
                <Fact label="On time" value="98 %" why="of the last 100" />
                <Fact label="Rating" value="4.9" why="128 ratings" />
                <Fact label="Answers in" value="3 h" />
            </Facts>
            <Card>
                <Details>
                    <Detail label="When">"Tue 24 Nov, 14:00–15:00"</Detail>
                    <Detail label="With">"Amina Tesfaye"</Detail>
                    <Detail label="Price">"€ 38.00"</Detail>
                </Details>
            </Card>
            <Table caption="Hours this month" columns=vec![Column::words("Student"), Column::figures("Hours"), Column::figures("Paid"), Column::words("State")]>
                {row("Ada Lovelace", "12.5", "€ 475.00")}
                {row("Jonas Weber", "3.0", "€ 114.00")}
            </Table>
            <Pager before=Some("#main".into()) after=Some("#main".into()) before_label="Newer" after_label="Older" />
            <Pager before=None label="Last pages" after=Some("#main".into()) before_label="Newer" after_label="Older" />
        </Section>
    }
}

#[component]
fn Life() -> impl IntoView {
    let at = |words: &'static str| view! { <time datetime="2026-11-20T11:02:00Z">{words}</time> }.into_any();
    view! {
        <Section title="Status and timeline">
            <div class="flex flex-wrap gap-8">
                <Status word="Requested" tone=Tone::Warning next="Amina answers, usually within 3 hours" />
                <Status word="Accepted" tone=Tone::Success next="Meet on Tuesday at 14:00" />
                <Status word="Declined" tone=Tone::Danger />
                <Status word="Completed" next="Tell others how it was" />
            </div>
            <Timeline>
                <Moment who="You" what="asked for Tuesday 14:00" when=at("Fri 20 Nov, 11:02") />
                <Moment who="Amina" what="accepted" tone=Tone::Success when=at("Fri 20 Nov, 12:40")>
                    <Quote text="Bring the proof you are stuck on." />
                </Moment>
                <Moment what="The hour begins" tone=Tone::Ember when=at("Tue 24 Nov, 14:00")>
                    "You can cancel without a reason until Monday 14:00."
                </Moment>
            </Timeline>
        </Section>
    }
}

#[component]
fn Places() -> impl IntoView {
    view! {
        <Section title="Finding one's way">
            <Breadcrumbs crumbs=vec![Crumb::new("#main", "Tutors"), Crumb::new("#main", "Amina Tesfaye")] />
            <Tabs label="Bookings">
                <Tab href="#main" current=true count=3>"Coming"</Tab>
                <Tab href="#main" count=1>"Requests"</Tab>
                <Tab href="#main">"Past"</Tab>
            </Tabs>
        </Section>
    }
}

#[component]
fn Notices() -> impl IntoView {
    let banners = Tone::ALL
        .iter()
        .map(|tone| {
            view! {
                <Banner tone=*tone title=format!("{tone:?}")>
                    <p>"What is so, and what to do about it."</p>
                </Banner>
            }
        })
        .collect_view();
    view! {
        <Section title="Notices">
            {banners}
            <div class="flex flex-wrap gap-3">
                <Toast says="Request sent. Amina usually answers within 3 hours." />
                <Toast tone=Tone::Danger says="That hour was just taken." />
            </div>
            <EmptyState icon=Icon::Calendar says="Nothing is planned yet." more="Hours you book stand here, the next one first.">
                <ButtonLink href="#main" look=Look::Primary>"Find a tutor"</ButtonLink>
            </EmptyState>
            <Skeleton />
        </Section>
    }
}

#[component]
fn Surfaces() -> impl IntoView {
    view! {
        <div class="tf-with-rail">
            <Filters on=1>
                <SelectField name="level" label="Level" choices=levels() any="Any level" required=false />
                <NumberField name="max" label="Price up to" before="€" after="an hour" required=false />
            </Filters>
            <EmptyState icon=Icon::Search says="Nobody teaches that yet at this price." more="With any price there are four.">
                <ButtonLink href="#main">"Any price"</ButtonLink>
            </EmptyState>
        </div>
        <div class="tf-with-aside">
            <Panel title="Panel" aside=view! { <TextLink href="#main">"Edit"</TextLink> }.into_any()>
                <Prose text="A panel holds one matter of a page.\nIts text keeps the writer's lines." />
            </Panel>
            <Card>
                <p>"A card, beside the main column."</p>
            </Card>
        </div>
    }
}

#[component]
fn Icons() -> impl IntoView {
    let icons = Icon::ALL
        .iter()
        .map(|icon| {
            view! {
                <span class="flex items-center gap-2 text-xs text-soft">
                    <Glyph icon=*icon />
                    {format!("{icon:?}")}
                </span>
            }
        })
        .collect_view();
    view! {
        <Panel title="Icons">
            <div class="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-6">{icons}</div>
        </Panel>
    }
}
