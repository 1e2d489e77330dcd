FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DEMO=0 HOST=0.0.0.0 PORT=8000 VAR_DIR=/srv/var

RUN useradd --system --no-create-home --shell /usr/sbin/nologin react_cases
WORKDIR /srv/react_cases

ARG PII_NER=0
COPY requirements.lock requirements-ner.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock && \
    if [ "$PII_NER" = 1 ]; then pip install --no-cache-dir --require-hashes --no-deps -r requirements-ner.lock; fi

COPY . ./
# The settings want these three; collecting files uses none of them and the image keeps none of them.
RUN SECRET_KEY=unused SEALING_KEY=unused DATABASE_URL=postgres://unused@localhost/unused \
    python manage.py collectstatic --noinput

USER react_cases
EXPOSE 8000
CMD ["gunicorn", "--config", "react_cases/config/gunicorn_conf.py", "react_cases.config.wsgi"]
