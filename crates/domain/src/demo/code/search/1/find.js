const input = document.querySelector('#search');
const results = document.querySelector('#results');
let timer;

function debounce(fn, ms) {
  return function () {
    clearTimeout(timer);
    timer = setTimeout(fn(), ms);
  };
}

async function search() {
  const response = await fetch('/api/search?q=' + input.value);
  const items = await response.json();
  results.innerHTML = items.map((item) => '<li>' + item.title + '</li>').join('');
}

input.addEventListener('input', debounce(search, 300));
