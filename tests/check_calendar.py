"""Holds src/calendar/holidays.tsv against two independent libraries, day by day, 2015-01-01 to 2026-12-31;
src/calendar/spring_festival.tsv against two as well.

Run: pip install chinesecalendar holidays lunardate && python3 tests/check_calendar.py
"""
import datetime
import pathlib
import sys

import chinese_calendar
import holidays
import lunardate

rows = [line.split("\t") for line in pathlib.Path("src/calendar/holidays.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")]
ours = {}
for first, last, which, *_ in rows:
    day, last = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    while day <= last:
        ours[day] = which == "班"
        day += datetime.timedelta(1)

china = holidays.China(years=range(2015, 2027))
day, checked, wrong = datetime.date(2015, 1, 1), 0, []
while day.year <= 2026:
    worked = ours.get(day, day.weekday() < 5)
    if worked != chinese_calendar.is_workday(day):
        wrong.append(f"{day}: chinesecalendar says otherwise")
    if worked != china.is_working_day(day):
        wrong.append(f"{day}: holidays says otherwise")
    day += datetime.timedelta(1)
    checked += 1
years = pathlib.Path("src/calendar/spring_festival.tsv").read_text("utf-8").splitlines()
festivals = [datetime.date.fromisoformat(line) for line in years if not line.startswith("#")]
for year, first in zip(range(2015, 2027), festivals, strict=True):
    if first != lunardate.LunarDate(year, 1, 1).to_solar_date():
        wrong.append(f"{first}: lunardate begins the lunar year of {year} on another day")
    if not any(name.startswith("Chinese New Year") and "Holiday" not in name and "Eve" not in name
               for name in china.get_list(first)):
        wrong.append(f"{first}: holidays has the Spring Festival of {year} on another day")

print("\n".join(wrong))
print(f"{checked} days, {len(wrong)} differences")
sys.exit(bool(wrong))
