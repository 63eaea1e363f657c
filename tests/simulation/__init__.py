"""A simulated course: hundreds of blogs with full-length posts, of which each is known to complete a Thing, two or none.

No recorded course has posts by the thousand that may be kept, so the learner of topics is measured on this one. It was
written before the learner, and its texts are meant to be no easier to tell apart than those of real blogs:

- **Words.** All words but clue phrases are made up, so no knowledge of English helps. A Thing is spoken of in sixty
  concepts, each with two to five synonyms; a blog keeps to its own synonym, and a post touches a handful of the
  concepts. A third of the concepts belong to sister Things too, and a quarter of the words are everyday words as well.
- **Share.** About one word in twenty is of the topic, in some posts one in a hundred. The rest follows Zipf's law with
  the blog's own preferences, its hobby, its slips of the key, and digressions to other Things.
- **Clues.** At least three in ten posts about a Thing hold no clue phrase of any Thing; one in eight holds only those
  of another Thing.
- **Numbers.** Some blogs always count, some never do, some do now and then; a few numbers are wrong. So the numbered
  posts are not a sample of all posts: the blogs without numbers are other people with another voice.
- **Nothing.** A tenth of the posts complete nothing: hobbies, reports of an event in the words (and with the clues) of
  a Thing, "before" posts about the Thing of next week, chatter about the course, and round-ups of many Things. Most of
  those bear the course's mark.
- **Days.** People swap, skip, fall behind, catch up in batches and stop, so the calendar alone tells little.

`python -m tests.simulation` measures how hard the texts are: cut to openings of 25 words, clues and plain naive Bayes
must not do better on them than on recorded posts (docs/decisions/learning.md has the figures).
"""
