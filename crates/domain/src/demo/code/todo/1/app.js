var todos = localStorage.todos || []
var list = document.getElementById('list')

function draw() {
  list.innerHTML = ''
  for (var i = 0; i < todos.length; i++) {
    var li = document.createElement('li')
    li.innerHTML = todos[i].text
    if (todos[i].done == true) {
      li.style.textDecoration = 'line-through'
    }
    li.onclick = function () {
      todos[i].done = !todos[i].done
      save()
      draw()
    }
    list.appendChild(li)
  }
}

function save() {
  localStorage.todos = todos
}

function add() {
  var input = document.getElementById('text')
  todos.push({ text: input.value, done: false })
  input.value = ''
  save()
  draw()
}

draw()
