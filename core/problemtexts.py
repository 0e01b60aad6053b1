"""What is wrong with a request, in English sentences, by the codes of ``core.problems.Problem``."""

from __future__ import annotations

from core.language import QT_TRANSLATE_NOOP

PROBLEMS = {
    "unknown_model": QT_TRANSLATE_NOOP(
        "Problem", "There is no model “{model}”. The list of models has those there are."
    ),
    "unknown_field": QT_TRANSLATE_NOOP("Problem", "This model has no option “{field}”."),
    "not_a_choice": QT_TRANSLATE_NOOP("Problem", "“{field}” can be {choices}."),
    "not_a_switch": QT_TRANSLATE_NOOP("Problem", "“{field}” is either on or off."),
    "not_a_list": QT_TRANSLATE_NOOP("Problem", "“{field}” must be a list of texts."),
    "not_text": QT_TRANSLATE_NOOP("Problem", "“{field}” holds characters that are no text."),
    "missing": QT_TRANSLATE_NOOP("Problem", "“{field}” is missing."),
    "too_long": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” has {length} characters; this model takes {limit}."
    ),
    "endless": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” is longer than {limit} MB. Nothing was sent."
    ),
    "too_many": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” has {count} entries; this model takes {limit}."
    ),
    "not_a_key": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” holds characters that no key has. Nothing was sent."
    ),
    "key_too_long": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” is much too long for a key. Nothing was sent."
    ),
    "masked_key": QT_TRANSLATE_NOOP("Problem", "This is a shortened key. Copy the whole one."),
    "key_with_space": QT_TRANSLATE_NOOP("Problem", "A key has no space inside. Paste it alone."),
    "out_of_range": QT_TRANSLATE_NOOP("Problem", "“{field}” can be {low} to {high}."),
    "not_remixable": QT_TRANSLATE_NOOP("Problem", "The clip of {id} can't be remixed. {reason}"),
    "wrong_ending": QT_TRANSLATE_NOOP("Problem", "The name in “{field}” must end with {ending}."),
    "needs_image": QT_TRANSLATE_NOOP("Problem", "“{field}” needs a start frame."),
    "needs_fit": QT_TRANSLATE_NOOP("Problem", "“{field}” goes with the fit “{fit}” only."),
    "image_unreadable": QT_TRANSLATE_NOOP(
        "Problem", "The picture {source} cannot be read: {reason}."
    ),
    "image_too_large": QT_TRANSLATE_NOOP(
        "Problem", "The picture {source} is larger than {limit} MB."
    ),
    "image_not_fetched": QT_TRANSLATE_NOOP(
        "Problem", "The picture {source} could not be fetched: {reason}."
    ),
    "too_many_pixels": QT_TRANSLATE_NOOP(
        "Problem", "The picture {source} is too large: {width}×{height} pixels."
    ),
    "not_a_picture": QT_TRANSLATE_NOOP(
        "Problem", "{source} is not a picture that Foxreel can read."
    ),
    "picture_too_small": QT_TRANSLATE_NOOP(
        "Problem",
        "The picture {source} is {width}×{height}. Its shorter side needs at least {limit} pixels.",
    ),
    "picture_too_wide": QT_TRANSLATE_NOOP(
        "Problem",
        "The picture {source} is {width}×{height}. One side may be {limit} times the other at"
        " most.",
    ),
    "picture_broken": QT_TRANSLATE_NOOP("Problem", "The picture {source} is damaged."),
    "link_refused": QT_TRANSLATE_NOOP(
        "Problem", "{source} is neither a file nor an http(s) address."
    ),
    "folder_unusable": QT_TRANSLATE_NOOP(
        "Problem", "The folder {folder} cannot be used: {reason}."
    ),
    "settings_unusable": QT_TRANSLATE_NOOP(
        "Problem", "The settings in {file} cannot be used: {entries}. Mend or remove them."
    ),
    "settings_no_json": QT_TRANSLATE_NOOP(
        "Problem", "The settings in {file} are no JSON object. Mend or remove the file."
    ),
    "settings_unread": QT_TRANSLATE_NOOP(
        "Problem", "The settings in {file} cannot be read: {reason}. Mend or remove the file."
    ),
    "not_a_task_id": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” is no task id. Nothing was sent. An id looks like task-…."
    ),
    "image_changed": QT_TRANSLATE_NOOP(
        "Problem",
        "The picture {source} is not the one that was shown any more. Nothing was sent: look at"
        " it, and ask again.",
    ),
    "clip_unreadable": QT_TRANSLATE_NOOP("Problem", "The clip {source} cannot be read: {reason}."),
    "not_a_clip": QT_TRANSLATE_NOOP("Problem", "{source} is not a clip that Foxreel can read."),
    "clip_without_picture": QT_TRANSLATE_NOOP("Problem", "{source} has no picture, only sound."),
    "clip_damaged": QT_TRANSLATE_NOOP("Problem", "The clip {source} is damaged or cut off."),
    "clip_too_small": QT_TRANSLATE_NOOP(
        "Problem",
        "The clip {source} is {width}×{height}. Its shorter side needs at least {limit} pixels.",
    ),
    "clip_too_wide": QT_TRANSLATE_NOOP(
        "Problem",
        "The clip {source} is {width}×{height}. One side may be {limit} times the other at most.",
    ),
    "clip_too_short": QT_TRANSLATE_NOOP(
        "Problem", "The clip {source} has {seconds} s. It must have {limit} s at least."
    ),
    "clip_too_long": QT_TRANSLATE_NOOP(
        "Problem", "The clip {source} has {seconds} s. It can have {limit} s at most."
    ),
    "clip_too_tall": QT_TRANSLATE_NOOP(
        "Problem",
        "The clip {source} is {width}×{height}. Its shorter side can have {limit} pixels at most.",
    ),
    "too_long_together": QT_TRANSLATE_NOOP(
        "Problem",
        "What is used of “{field}” is {seconds} s together; this model takes {limit} s in all. Give"
        " fewer or shorter ones.",
    ),
    "unknown_name_field": QT_TRANSLATE_NOOP(
        "Problem", "There is no field {name}. The fields are {choices}."
    ),
    "brace_alone": QT_TRANSLATE_NOOP(
        "Problem", "A {sign} stands alone here. A field looks like {example}."
    ),
    "not_in_a_name": QT_TRANSLATE_NOOP("Problem", "A file's name cannot hold {signs}"),
    "name_outside": QT_TRANSLATE_NOOP(
        "Problem",
        "Names stay inside the folder for clips: no “/” at the beginning, and no folder of dots.",
    ),
    "name_empty": QT_TRANSLATE_NOOP(
        "Problem", "Some clips would have no name. Add a field that is always there: {example}."
    ),
    "name_too_long": QT_TRANSLATE_NOOP(
        "Problem", "This is too long: it can have {limit} characters."
    ),
    "too_many_folders": QT_TRANSLATE_NOOP(
        "Problem", "These are too many folders: there can be {limit}, one inside the other."
    ),
    "ambiguous_character": QT_TRANSLATE_NOOP(
        "Problem", "Several characters are called “{name}”. Give the id of one: {ids}."
    ),
    "unknown_character": QT_TRANSLATE_NOOP(
        "Problem", "No character is called “{name}”, and it does not look like an ID."
    ),
    "character_elsewhere": QT_TRANSLATE_NOOP(
        "Problem", "“{name}” was made with {host} and can be used only there."
    ),
    "character_of_engine": QT_TRANSLATE_NOOP(
        "Problem", "“{name}” was made with the built-in engine and can be used only there."
    ),
    "not_a_character_id": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” is no character’s ID: it has no spaces."
    ),
    "only_for_files": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” goes with a file only: the clip at an address is used from its start."
    ),
    "only_with": QT_TRANSLATE_NOOP("Problem", "“{field}” goes with {all} only."),
    "needs_other": QT_TRANSLATE_NOOP("Problem", "“{field}” needs {any} too."),
    "one_of": QT_TRANSLATE_NOOP("Problem", "This model needs {any}."),
    "excluded": QT_TRANSLATE_NOOP("Problem", "“{field}” does not go with {all}."),
    "not_with": QT_TRANSLATE_NOOP("Problem", "“{field}” can't be this with {all}."),
    "too_many_together": QT_TRANSLATE_NOOP(
        "Problem", "{all} have {count} entries together; this model takes {limit}."
    ),
    "too_few": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” has {count} of the {limit} entries that this model needs."
    ),
    "not_a_number": QT_TRANSLATE_NOOP("Problem", "“{field}” must be a number."),
    "not_a_whole_number": QT_TRANSLATE_NOOP("Problem", "“{field}” must be a whole number."),
    "not_a_step": QT_TRANSLATE_NOOP("Problem", "“{field}” goes in steps of {step}."),
    "too_low": QT_TRANSLATE_NOOP("Problem", "“{field}” can be {low} or more."),
    "too_high": QT_TRANSLATE_NOOP("Problem", "“{field}” can be {high} at most."),
    "needs_start_frame": QT_TRANSLATE_NOOP("Problem", "“{field}” needs a start frame too."),
    "file_unreadable": QT_TRANSLATE_NOOP("Problem", "The file {source} cannot be read: {reason}."),
    "file_too_large": QT_TRANSLATE_NOOP("Problem", "The file {source} is larger than {limit} MB."),
    "not_sound": QT_TRANSLATE_NOOP("Problem", "{source} has no sound that Foxreel can read."),
    "sound_too_short": QT_TRANSLATE_NOOP(
        "Problem", "The sound {source} has {seconds} s. It must have {limit} s at least."
    ),
    "sound_too_long": QT_TRANSLATE_NOOP(
        "Problem", "The sound {source} has {seconds} s. It can have {limit} s at most."
    ),
    "withdrawn_model": QT_TRANSLATE_NOOP(
        "Problem", "“{model}” was withdrawn and can't be asked any more. Nothing was sent."
    ),
    "withdrawn_model_nearest": QT_TRANSLATE_NOOP(
        "Problem",
        "“{model}” was withdrawn and can't be asked any more. Nothing was sent. “{nearest}” takes"
        " the same inputs.",
    ),
    "not_a_url": QT_TRANSLATE_NOOP("Problem", "The base URL “{url}” is not a web address."),
    "not_https": QT_TRANSLATE_NOOP("Problem", "The base URL “{url}” must begin with https://."),
    "has_login": QT_TRANSLATE_NOOP("Problem", "The base URL must not hold a name or password."),
    "unknown_model_nearest": QT_TRANSLATE_NOOP(
        "Problem", "There is no model “{model}”. Did you mean {nearest}?"
    ),
    "in_wrong_file": QT_TRANSLATE_NOOP(
        "Problem",
        "{file} in the models folder should describe the model “{model}”, and cannot be used. Mend"
        " that file (models says what is wrong in it), or remove it.",
    ),
    "wrong_file": QT_TRANSLATE_NOOP(
        "Problem",
        "{file} in the models folder cannot be used (models says what is wrong in it).",
    ),
    "no_such_model": QT_TRANSLATE_NOOP("Problem", "There is no model “{model}”. See: {command}."),
    "makes_characters_see": QT_TRANSLATE_NOOP(
        "Problem", "{model} makes characters, not clips. See: {command}."
    ),
    "only_remixes_see": QT_TRANSLATE_NOOP(
        "Problem", "{model} remixes a clip that is there already. See: {command}."
    ),
    "no_models": QT_TRANSLATE_NOOP("Problem", "No model takes all of these."),
    "no_such_field": QT_TRANSLATE_NOOP(
        "Problem", "{model} has no field “{field}”. It has {choices}."
    ),
    "no_such_field_nearest": QT_TRANSLATE_NOOP(
        "Problem", "{model} has no field “{field}”. Did you mean {nearest}? It has {choices}."
    ),
    "not_a_pair": QT_TRANSLATE_NOOP("Problem", "“{field}” is written {example}, not “{text}”."),
    "given_twice": QT_TRANSLATE_NOOP("Problem", "“{field}” is given twice."),
    "takes_a_file": QT_TRANSLATE_NOOP("Problem", "“{field}” stands for a file: use {option}."),
    "follows": QT_TRANSLATE_NOOP("Problem", "“{field}” follows from the rest: leave it out."),
    "no_such_input": QT_TRANSLATE_NOOP("Problem", "{model} takes no “{field}”. See: {command}."),
    "no_such_input_nearest": QT_TRANSLATE_NOOP(
        "Problem", "{model} takes no “{field}”. Of its family these do: {nearest}."
    ),
}

ALWAYS = QT_TRANSLATE_NOOP("Problem", "“{field}” is always {value} here.")
ALWAYS_BESIDE = QT_TRANSLATE_NOOP("Problem", "“{field}” is always {value} with {all}.")
"""What is wrong with a value where there is only one."""

BESIDE = {
    "not_a_choice": QT_TRANSLATE_NOOP("Problem", "“{field}” can be {choices} with {all}."),
    "out_of_range": QT_TRANSLATE_NOOP("Problem", "“{field}” can be {low} to {high} with {all}."),
    "too_low": QT_TRANSLATE_NOOP("Problem", "“{field}” can be {low} or more with {all}."),
    "too_high": QT_TRANSLATE_NOOP("Problem", "“{field}” can be {high} at most with {all}."),
    "too_many": QT_TRANSLATE_NOOP(
        "Problem", "“{field}” has {count} entries; with {all} this model takes {limit}."
    ),
    "missing": QT_TRANSLATE_NOOP("Problem", "“{field}” is needed with {all}."),
}
"""What is wrong with a value beside others, by what is wrong with it there."""

UNREAD = {
    "absent": QT_TRANSLATE_NOOP("Problem", "it is not there"),
    "forbidden": QT_TRANSLATE_NOOP("Problem", "you are not allowed to open it"),
    "folder": QT_TRANSLATE_NOOP("Problem", "it is a folder"),
    "no_file": QT_TRANSLATE_NOOP("Problem", "it is no ordinary file"),
    "loop": QT_TRANSLATE_NOOP("Problem", "its links lead in circles"),
    "long_name": QT_TRANSLATE_NOOP("Problem", "the name is too long"),
    "too_large": QT_TRANSLATE_NOOP("Problem", "it is much too large"),
    "no_folder": QT_TRANSLATE_NOOP("Problem", "it is no folder"),
    "locked": QT_TRANSLATE_NOOP("Problem", "you are not allowed to write there"),
    "read_only": QT_TRANSLATE_NOOP("Problem", "nothing can be written on that disk"),
    "full": QT_TRANSLATE_NOOP("Problem", "the disk is full"),
    "no_user": QT_TRANSLATE_NOOP("Problem", "no user of this computer has that name"),
    "no_proxy": QT_TRANSLATE_NOOP("Problem", "the proxy of your network does not let it through"),
    "not_secure": QT_TRANSLATE_NOOP("Problem", "the connection to {host} is not secure"),
    "timed_out": QT_TRANSLATE_NOOP("Problem", "{host} took too long"),
    "missing": QT_TRANSLATE_NOOP("Problem", "{host} does not have it (HTTP {status})"),
    "refused": QT_TRANSLATE_NOOP("Problem", "{host} does not hand it out (HTTP {status})"),
    "failing": QT_TRANSLATE_NOOP("Problem", "{host} has trouble of its own (HTTP {status})"),
    "redirects": QT_TRANSLATE_NOOP("Problem", "{host} only passes it on in circles"),
    "odd_address": QT_TRANSLATE_NOOP("Problem", "the address cannot be used"),
    "broken_off": QT_TRANSLATE_NOOP("Problem", "the connection to {host} broke off"),
    "unreachable": QT_TRANSLATE_NOOP("Problem", "{host} cannot be reached"),
}
"""Why something could not be read, fetched or written to, by the codes of ``core.unread``."""
