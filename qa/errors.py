"""Every error the product raises on purpose.

QAError                      message is one Chinese sentence fit for the reader
├── SettingsError            a setting is unknown, of the wrong type or out of range
├── PromptError              a prompt file is missing or its variables do not fit
├── InputError               the caller's question or parameters cannot be used
│   └── QuestionSetError     a question set has faults; one line each, with line numbers
├── FileError                one source file cannot be read as a report
├── StoreError
│   ├── StoreMissing         nothing was ingested yet
│   ├── StoreMismatch        made with other settings; names both values and the cure
│   ├── StoreCorrupt         a file does not match its hash, or the parts do not fit
│   ├── StoreLocked          another process is writing
│   └── StoreUnavailable     the server that holds part of it does not answer in time
└── ModelError
    ├── ModelMissing         weights are not on this machine; names the cure
    ├── BudgetSpent          who asks may spend no more on the model today
    └── ModelUnavailable     the model does not answer (down, too slow, cut off)
        ├── MaterialTooLong  the model would answer a shorter prompt
        └── FormatRejected   the server knows no reply after a schema
"""

from __future__ import annotations


class QAError(Exception):
    """Base of all; ``str(error)`` is shown to the reader as it is."""


class SettingsError(QAError):
    pass


class PromptError(QAError):
    pass


class InputError(QAError):
    pass


class QuestionSetError(InputError):
    pass


class FileError(QAError):
    pass


class StoreError(QAError):
    pass


class StoreMissing(StoreError):
    pass


class StoreMismatch(StoreError):
    pass


class StoreCorrupt(StoreError):
    pass


class StoreLocked(StoreError):
    pass


class StoreUnavailable(StoreError):
    pass


class ModelError(QAError):
    #: Whether the model may have read what it was asked, and that costs.
    begun = False


class ModelMissing(ModelError):
    pass


class BudgetSpent(ModelError):
    pass


class ModelUnavailable(ModelError):
    pass


class MaterialTooLong(ModelUnavailable):
    pass


class FormatRejected(ModelUnavailable):
    pass
