"""Templates that a DPO edits: written out, used, and refused where they ask for what is not there."""

import pathlib
import unittest

from inquiring import Sample


class Edited(Sample):
    """Templates that a DPO edits."""

    def setUp(self):
        super().setUp()
        self.folder_of_templates = self.path("templates")
        self.says(0, "inquiry", "templates", "-o", self.folder_of_templates)
        self.n = self.opened()

    def template(self, change):
        path = pathlib.Path(self.folder_of_templates, "inquiry-data-subject.en.txt")
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def draft(self, status, **kwargs):
        return self.inquiry(status, "draft", self.n, "--templates", self.folder_of_templates, **kwargs)

    def test_written_out_they_say_the_same(self):
        self.assertEqual(self.draft(0).out, self.inquiry(0, "draft", self.n).out)
        words = pathlib.Path(self.folder_of_templates, "WORDS.txt").read_text(encoding="utf-8")
        for word in ("recipients", "retention", "log_root", "Those of letters that announce"):
            self.assertIn(word, words)

    def test_an_edited_one_is_used(self):
        self.template(lambda text: text.replace("Yours faithfully", "Kind regards from the whole desk"))
        self.draft(0, out="Kind regards from the whole desk")
        env = {"CHAPTERV_TEMPLATES": self.folder_of_templates}
        self.inquiry(0, "draft", self.n, env=env, out="Kind regards from the whole desk")
        self.inquiry(0, "answer", self.n, env=env, out="Kind regards")
        self.inquiry(0, "replay", self.n, env=env, out="character for character")
        self.inquiry(0, "replay", self.n, out="template was changed since")

    def test_what_is_not_there_is_refused(self):
        for added, part in (("{{surname}}", "{{surname}}"), ("{{#cities}}x{{/cities}}", "{{#cities}}"),
                            ("{{contact}}", "may be empty"), ("{{#contact}}", "no end"), ("{{today", "no end")):
            with self.subTest(added):
                before = pathlib.Path(self.folder_of_templates,
                                      "inquiry-data-subject.en.txt").read_text(encoding="utf-8")
                self.template(lambda text, added=added: text + "\n" + added + "\n")
                line = before.count("\n") + 2
                said = self.draft(2, out="").err
                self.assertIn(f"inquiry-data-subject.en.txt:{line}:", said)
                self.assertIn(part, said)
                self.template(lambda _, before=before: before)

    def test_tables_of_words(self):
        path = pathlib.Path(self.folder_of_templates, "words-register.csv")
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("hosting of the service,hosting of the service,",
                                     "hosting of the service,running our servers,"), encoding="utf-8")
        self.draft(0, out="running our")
        path.write_text(text + "one,two\n", encoding="utf-8")
        self.draft(2, err="words-register.csv:")
        path.write_text("register,en,de\n", encoding="utf-8")
        self.draft(2, err="columns")

    def test_folders(self):
        self.inquiry(2, "draft", self.n, "--templates", self.path("nowhere"), err="is no folder of templates")
        said = self.says(0, "inquiry", "templates", "-o", self.folder_of_templates).err
        self.assertIn("stays as it is", said)
        self.says(2, "inquiry", "templates", err="-o FOLDER")


if __name__ == "__main__":
    unittest.main()
