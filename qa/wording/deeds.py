"""What reports call the things that a government promises to do for the people in a year: 十件民生实事, 为民办实事项目."""

from __future__ import annotations

import re

DEEDS = re.compile(r"(?:民生|为民|惠民|利民|便民|民心|[件项大][^，。；]{0,4})(?:办)?实事(?!求是)|为民工程|民心工程")
